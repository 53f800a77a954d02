"""Restoring: a backup into an empty database, and then everything that was let go since again.

Order: database (all of it or nothing), media, what newer code needs of the tables, the journal of
erasures, the clocks, the seals. Beat and workers start after it.
"""

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tarfile import TarFile, TarInfo
from typing import Any

import psycopg
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from vault.archiving import (
    DATABASE,
    END,
    JOURNAL,
    MANIFEST,
    MEDIA,
    ArchiveBroken,
    facts_in,
    opened_tar,
)
from vault.backing_up import FORMAT
from vault.copying_journal import take_lines
from vault.dumping import TABLES, Restorer, count_rows, facts
from vault.erasures import JOURNAL_DAYS, read, write_unwritten
from vault.identities import identity_in
from vault.reapplying import reapply, run_clocks
from vault.sealed_rows import Tried, try_seals

SEALS = 1_000  # of each kind that are tried


class NotEmpty(Exception):
    """The database has tables: nothing is overwritten unless it is asked for."""


class TooOld(Exception):
    """It is older than the journal of erasures reaches: nobody knows who was erased since."""


@dataclass
class Restored:
    """What came back, and what of it was let go again."""

    at: datetime
    rows: dict[str, int] = field(default_factory=dict)
    differing: dict[str, tuple[int, int]] = field(default_factory=dict)
    files: int = 0
    let_go: Counter[str] = field(default_factory=Counter)
    lines: int = 0
    seals: list[Tried] = field(default_factory=list)


@dataclass(frozen=True)
class Wish:
    """`over`: empty the database first. `journals`: folders with copies of the journal of
    erasures. `clocks`: erase what its own day says; not in a drill.
    """

    over: bool = False
    journals: Sequence[Path] = ()
    clocks: bool = True


def restore(path: Path, identity: Path, wish: Wish) -> Restored:
    """The file is read through before anything is touched. Raises NotEmpty, TooOld, ArchiveBroken,
    IdentityRefused, DumpFailed, OSError.
    """
    key = identity_in(identity)
    with path.open("rb") as file, opened_tar(file, key) as tar:
        _look_through(tar)
    with tempfile.TemporaryDirectory() as scratch:
        journal = Path(scratch)
        with path.open("rb") as file, opened_tar(file, key) as tar:
            restored = _take(tar, wish, journal)
        _refresh()
        _let_go_again(restored, wish, journal)
    restored.seals = try_seals(SEALS)
    return restored


def _take(tar: TarFile, wish: Wish, journal: Path) -> Restored:
    members = iter(tar)
    restored = _begun(tar, next(members, None))
    _make_room(over=wish.over)
    after = _take_database(tar, members, restored)
    end = None
    while after is not None:
        content: Any = tar.extractfile(after)
        if after.name.startswith(MEDIA):
            _keep_file(after.name.removeprefix(MEDIA), content)
            restored.files += 1
        elif after.name.startswith(JOURNAL):
            take_lines(after.name, content, journal)
        elif after.name == END:
            end = facts_in(tar, after)
        after = next(members, None)
    if end is None or end["files"] != restored.files:
        raise ArchiveBroken("it was cut short")
    return restored


def _begun(tar: TarFile, member: TarInfo | None) -> Restored:
    """What the archive says of itself, before anything is touched."""
    told = facts_in(tar, member) if member and member.name == MANIFEST else {}
    if told.get("format") != FORMAT:
        raise ArchiveBroken("no backup of this kind")
    at = datetime.fromisoformat(told["at"])
    if at < timezone.now() - timedelta(days=JOURNAL_DAYS):
        raise TooOld(at)
    return Restored(at, told["rows"])


def _look_through(tar: TarFile) -> None:
    members = iter(tar)
    _begun(tar, next(members, None))
    names = [MANIFEST]
    for member in members:
        names[:] = [member.name]
    if names != [END]:
        raise ArchiveBroken("it was cut short")


def _make_room(*, over: bool) -> None:
    with psycopg.connect(**facts(), autocommit=True) as session:  # type: ignore[arg-type]
        if session.execute(TABLES).fetchone() is None:
            return
        if not over:
            raise NotEmpty
        connection.close()
        session.execute("DROP SCHEMA public CASCADE")
        session.execute("CREATE SCHEMA public")


def _take_database(tar: TarFile, members: Any, restored: Restored) -> TarInfo | None:
    """Returns the first member behind it; nothing is committed before that one came."""
    restorer = Restorer()
    try:
        for member in members:
            if not member.name.startswith(DATABASE):
                restorer.finish()
                break
            restorer.take(_content(tar, member))
        else:
            raise ArchiveBroken("it was cut short")
    except BaseException:
        restorer.abandon()
        raise
    with psycopg.connect(**facts()) as session:  # type: ignore[arg-type]
        found = count_rows(session)
    wanted = restored.rows
    restored.differing = {
        name: (wanted.get(name, 0), found.get(name, 0))
        for name in wanted.keys() | found.keys()
        if wanted.get(name) != found.get(name)
    }
    return member


def _content(tar: TarFile, member: TarInfo) -> bytes:
    file = tar.extractfile(member)
    return file.read() if file else b""


def _keep_file(name: str, content: Any) -> None:
    """Under this very name, which rows say; the storage refuses names that lead out of it."""
    if hasattr(default_storage, "put"):
        default_storage.put(name, File(content))
        return
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, File(content))


def _refresh() -> None:
    """Connections of before know tables that are gone; newer code wants newer tables."""
    connection.close()
    if settings.DATABASES["default"].get("OPTIONS", {}).get("pool"):
        connection.close_pool()  # type: ignore[attr-defined]
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def _let_go_again(restored: Restored, wish: Wish, journal: Path) -> None:
    lines = read(journal, *wish.journals)
    restored.lines, restored.let_go = len(lines), reapply(lines)
    if wish.clocks:
        write_unwritten()
        run_clocks()
