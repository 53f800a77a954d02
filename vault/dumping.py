"""The database as a stream of bytes, and back: PostgreSQL's own programs, asked without a shell.

Address and password go by the environment, where the list of processes does not show them.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

BLOCK = 4 * 1024 * 1024  # bytes in memory at a time
FOR_LIBPQ = {
    "dbname": "PGDATABASE",
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}
LEFT_OUT = ("django_session",)  # who has a backup must not be logged in by it
TABLES = """
SELECT table_name FROM information_schema.tables
WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name
"""


class DumpFailed(Exception):
    """pg_dump or pg_restore is not there, or gave up; what it said is the argument."""


@dataclass(frozen=True)
class Snapshot:
    """One moment of the database: its name for pg_dump, and the rows of each table then."""

    name: str
    rows: dict[str, int]
    session: psycopg.Connection


def facts() -> dict[str, str]:
    """Where the database of this process is, as libpq calls it."""
    known = connection.get_connection_params()
    return {name: str(known[name]) for name in FOR_LIBPQ if known.get(name)}


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Holds one moment still, for the dump and for its numbers alike."""
    with psycopg.connect(**facts()) as session:  # type: ignore[arg-type]
        session.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        name = session.execute("SELECT pg_export_snapshot()").fetchone()[0]  # type: ignore[index]
        yield Snapshot(name, count_rows(session), session)
        session.rollback()


def count_rows(session: psycopg.Connection) -> dict[str, int]:
    names = [row[0] for row in session.execute(TABLES).fetchall()]
    count = sql.SQL("SELECT count(*) FROM {}")
    return {
        name: session.execute(count.format(sql.Identifier(name))).fetchone()[0]  # type: ignore[index]
        for name in names
        if name not in LEFT_OUT
    }


def dumped(held: Snapshot) -> Iterator[bytes]:
    """The dump in blocks. Raises DumpFailed."""
    command = [
        *(program("pg_dump"), "--format=custom", "--compress=1", "--no-owner"),
        *("--no-privileges", f"--snapshot={held.name}"),
        *(f"--exclude-table-data={table}" for table in LEFT_OUT),
    ]
    with tempfile.TemporaryFile() as said:
        process = _start(command, stdout=subprocess.PIPE, stderr=said)
        try:
            while block := process.stdout.read(BLOCK):  # type: ignore[union-attr]
                yield block
        finally:
            process.stdout.close()  # type: ignore[union-attr]
            status = process.wait()
        if status:
            raise DumpFailed(_last_words(said))


class Restorer:
    """pg_restore in one transaction: it commits only when `finish` says that all of it came."""

    def __init__(self) -> None:
        self.said = tempfile.TemporaryFile()  # noqa: SIM115  it lives as long as the process
        command = [
            *(program("pg_restore"), "--no-owner", "--no-privileges", "--exit-on-error"),
            *("--single-transaction", f"--dbname={facts()['dbname']}"),
        ]
        self.process = _start(command, stdin=subprocess.PIPE, stderr=self.said)

    def take(self, block: bytes) -> None:
        """Raises DumpFailed."""
        try:
            self.process.stdin.write(block)  # type: ignore[union-attr]
        except BrokenPipeError:
            self.process.wait()
            raise DumpFailed(_last_words(self.said)) from None

    def finish(self) -> None:
        """Raises DumpFailed."""
        with suppress(BrokenPipeError):
            self.process.stdin.close()  # type: ignore[union-attr]
        if self.process.wait():
            raise DumpFailed(_last_words(self.said))

    def abandon(self) -> None:
        """Nothing of it stays."""
        self.process.kill()
        self.process.wait()


def program(name: str) -> str:
    folder = settings.BACKUPS.programs
    return str(Path(folder) / name) if folder else name


def _start(command: list[str], **streams: IO | int) -> subprocess.Popen[bytes]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environ |= {FOR_LIBPQ[name]: value for name, value in facts().items()}
    try:
        return subprocess.Popen(command, env=environ, **streams)  # type: ignore[call-overload]
    except OSError as error:
        raise DumpFailed(f"{command[0]}: {error.strerror}") from error


def _last_words(said: IO[bytes]) -> str:
    said.seek(0)
    return said.read().decode(errors="replace").strip()[-1_000:]
