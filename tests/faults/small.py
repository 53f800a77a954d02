"""All of Hub as the units of deploy/systemd start it, for a test that watches it from outside:

python -m tests.faults.small FOLDER PORT MAIL_PORT    until its standard input ends
"""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from dev.catalogues import compile_catalogues
from dev.environment import postgres_tools, write_for_shells
from dev.keys import development_keys
from dev.launching import Launch, stop
from dev.servers import Server, postgres, valkey
from installing.database import SETTINGS
from tests.faults.cages import UNIT
from tests.stack import ROOT, of_the_machine

UNITS = ("hub-web", "hub-tx", "hub-ticks", "hub-default", "hub-bulk")
STOP_SECONDS = 20
READY = "ready"


def environment(folder: Path, port: int, mail_port: int) -> dict[str, str]:
    return {
        **of_the_machine(),
        **development_keys(folder),
        **postgres_tools(folder),
        "DJANGO_SETTINGS_MODULE": "hub.settings",
        "ALLOWED_HOSTS": "localhost",
        "BASE_URL": f"http://localhost:{port}",
        "BUNDLES_DIR": str(folder / "bundles"),
        "DATABASE_POOL_SIZE": "5",
        "DEBUG": "0",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "ERASURES_DIR": str(folder / "erasures"),
        "HUB_DATA": str(folder),
        "MALLOC_ARENA_MAX": "2",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
    }


def ours(unit: str, port: int, folder: Path) -> list[str]:
    """The line of a unit, with the programs and places of this test."""
    text = (ROOT / "deploy" / "systemd" / f"{unit}.service").read_text(encoding="utf-8")
    [line] = [each for each in text.splitlines() if each.startswith("ExecStart=")]
    program, *words = shlex.split(line.removeprefix("ExecStart=").replace("%%", "%"))
    places = {"127.0.0.1:8000": f"127.0.0.1:{port}", "--schedule=/tmp/beat": "--schedule="}
    found = [places.get(word, word) for word in words]
    beat = f"--schedule={folder / 'beat'}"
    return [
        *(sys.executable, "-m", Path(program).name),
        *(beat if word == "--schedule=" else word for word in found),
    ]


def as_installed(server: Server, cluster: Path) -> Server:
    """With the settings that bin/install gives to Debian's PostgreSQL."""
    with open(cluster / "postgresql.conf", "a", encoding="utf-8") as file:
        file.write(f"\n{SETTINGS}")
    given = ("--max_connections", "--shared_buffers")
    words = [word for word in server.launch.command if not word.startswith(given)]
    return replace(server, launch=replace(server.launch, command=words))


@contextmanager
def running(name: str, launch: Launch) -> Iterator["subprocess.Popen[bytes]"]:
    environ = (launch.environ or dict(os.environ)) | {UNIT: name}
    process = replace(launch, environ=environ).start()
    try:
        yield process
    finally:
        stop(process, launch.stop_signal, STOP_SECONDS)


@contextmanager
def serving(name: str, server: Server) -> Iterator[str]:
    with running(name, server.launch) as process:
        server.wait(process)
        yield server.url


def main(folder: Path, port: int, mail_port: int) -> None:
    environ = environment(folder, port, mail_port)
    cache = folder / "cache"
    cache.mkdir()
    with ExitStack() as stack:
        database = as_installed(postgres(folder, folder), folder / "postgres")
        environ["DATABASE_URL"] = stack.enter_context(serving("PostgreSQL", database))
        environ["REDIS_URL"] = stack.enter_context(serving("broker", valkey(folder)))
        pages = valkey(cache, durable=False)
        environ["PAGE_CACHE_URL"] = stack.enter_context(serving("page cache", pages))
        compile_catalogues()
        for words in (["collectstatic", "--no-input"], ["migrate", "--no-input"], ["seed"]):
            command = [sys.executable, "manage.py", *words, "--verbosity=0"]
            subprocess.run(command, cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)
        write_for_shells(folder, environ)
        for unit in UNITS:
            nice, log = 0 if unit == "hub-web" else 5, str(folder / f"{unit}.log")
            words = ours(unit, port, folder)
            launch = Launch(unit, words, environ=environ, niceness=nice, log=log)
            stack.enter_context(running(unit, launch))
        sys.stdout.write(f"{READY}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
