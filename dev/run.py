"""bin/run: everything that Hub is made of, under one supervisor, until Ctrl-C."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from dev.bootstrap import data_folder
from dev.catalogues import compile_catalogues
from dev.environment import development_environ, web_port, write_for_shells
from dev.ground import ground, server_account
from dev.launching import stop
from dev.preparing import migrate, seed
from dev.processes import kept
from dev.servers import Server, postgres, valkey
from dev.steps import Refusal, console, end_on_signals, refuse, step
from dev.supervising import Welcome, supervise
from dev.sweeping import only_one, sweep

STOP_SECONDS = 10


def main() -> int:
    end_on_signals()
    data = data_folder()
    try:
        with only_one(data):
            return run(data, time.monotonic())
    except Refusal as refusal:
        return refuse(refusal)


def run(data: Path, begun: float) -> int:
    left = sweep(data)
    if left:
        console.print(f"  Ended {left} processes that an earlier start had left.")
    port = web_port()
    environ = os.environ | development_environ(data, port)
    with ExitStack() as stack:
        for name, title, make in (
            ("DATABASE_URL", "PostgreSQL", lambda: postgres(data, ground(data, server_account()))),
            ("REDIS_URL", "Valkey", lambda: valkey(data)),
        ):
            if not environ.get(name):
                with step(title):
                    environ[name] = stack.enter_context(serving(make(), environ))
        write_for_shells(data, environ)
        with step("catalogues"):
            compile_catalogues()
        migrate(data, environ)
        logins = seed(data, environ)
        inbox = not os.environ.get("EMAIL_URL")
        return supervise(data, environ, Welcome(port, begun, logins, inbox))


@contextmanager
def serving(server: Server, environ: dict[str, str]) -> Iterator[str]:
    """A server under its keeper; its address."""
    keeper = kept(server.launch.name.lower(), server.launch, environ)
    process = keeper.start()
    try:
        server.wait(process)
        yield server.url
    finally:
        stop(process, keeper.stop_signal, STOP_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
