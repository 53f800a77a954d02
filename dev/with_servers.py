"""Runs a command beside a PostgreSQL and a Valkey of its own, gone when it ends.

    python -m dev.with_servers -- command …

Servers that DATABASE_URL or REDIS_URL name are used instead, like everywhere.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from dev.bootstrap import data_folder
from dev.ground import server_account, throwaway_ground
from dev.launching import run_here, stop
from dev.servers import Server, postgres, valkey
from dev.steps import Refusal, end_on_signals, refuse, step

STOP_SECONDS = 10


@contextmanager
def throwaway_servers(*, durable: bool = False) -> Iterator[dict[str, str]]:
    """As environment: both addresses, and a folder for temporary files that goes with them.

    `durable`: they write to the disk what they say is written, as in production.
    """
    base = throwaway_ground(server_account())
    makers: dict[str, Callable[[], Server]] = {
        "DATABASE_URL": lambda: postgres(data_folder(), base, durable=durable),
        "REDIS_URL": lambda: valkey(base, durable=durable),
    }
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, base, ignore_errors=True)
        environ = {"TMPDIR": str(base)}
        for name, make in makers.items():
            environ[name] = os.environ.get(name) or stack.enter_context(running(make()))
        yield environ


@contextmanager
def announced_servers(*, durable: bool = False) -> Iterator[dict[str, str]]:
    """The same, with a line that says so."""
    with ExitStack() as stack:
        with step("PostgreSQL and Valkey"):
            environ = stack.enter_context(throwaway_servers(durable=durable))
        yield environ


@contextmanager
def running(server: Server) -> Iterator[str]:
    process = server.launch.start()
    try:
        server.wait(process)
        yield server.url
    finally:
        stop(process, server.launch.stop_signal, STOP_SECONDS)


def main(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    end_on_signals()
    try:
        with throwaway_servers() as environ:
            return run_here(command, os.environ | environ)
    except Refusal as refusal:
        return refuse(refusal)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
