"""Backing up: database, media and the journal of erasures in one sealed file; never the keys.

A file gets its name when it is whole and on the disk. Then it is handed to where it is kept
elsewhere, and the oldest go. That it was made is noted in the audit log.
"""

import hashlib
import logging
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from vault.archiving import (
    DATABASE,
    END,
    JOURNAL,
    MANIFEST,
    MEDIA,
    add_bytes,
    add_facts,
    add_file,
    sealed_tar,
)
from vault.auditing import AuditEntry, note
from vault.dumping import Snapshot, dumped, snapshot
from vault.identities import recipient_of
from vault.locks import Lock
from vault.placing_backups import hand_over, prune
from vault.syncing import sync_folder

log = logging.getLogger(__name__)
MADE, SENT = "backup.made", "backup.sent"  # in the audit log; the subject is the second it began
ALARM = timedelta(hours=26)
FORMAT = 1
SUFFIX = ".backup.age"
DRAWN_ANEW = ("cards",)  # folders of the media that are made again when they are asked for


class NoRecipient(Exception):
    """BACKUP_RECIPIENT is not set: nobody could open a backup, so none is made."""


class AlreadyRunning(Exception):
    """Another process is making one."""


@dataclass(frozen=True)
class Backup:
    path: Path
    bytes: int
    seconds: float
    rows: int
    files: int


def back_up() -> Backup:
    """Make one now and send it where it belongs. Raises NoRecipient, AlreadyRunning, DumpFailed,
    RecipientRefused, placing_backups.NotSent, OSError.
    """
    if not settings.BACKUPS.recipient:
        raise NoRecipient
    begun, now = time.monotonic(), timezone.now()
    folder = settings.BACKUPS.folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with snapshot() as held:
        if not held.session.execute(
            "SELECT pg_try_advisory_xact_lock(%s)", [Lock.BACK_UP]
        ).fetchone()[0]:  # type: ignore[index]
            raise AlreadyRunning
        path = folder / f"hub-{now:%Y%m%dT%H%M%SZ}{SUFFIX}"
        files = _write(path, held, now)
    made = Backup(
        path, path.stat().st_size, time.monotonic() - begun, sum(held.rows.values()), files
    )
    seconds = round(made.seconds)
    numbers = {"bytes": made.bytes, "seconds": seconds, "rows": made.rows, "files": files}
    note(MADE, int(now.timestamp()), **numbers)
    prune(folder)
    if hand_over(path):
        note(SENT, int(now.timestamp()))
    return made


def is_due() -> bool:
    """Whether the last moment at which one should have begun (BACKUP_AT) has had none."""
    if not settings.BACKUPS.recipient:
        return False
    now = timezone.now().astimezone(UTC)
    planned = datetime.combine(now.date(), settings.BACKUPS.at, UTC)
    planned -= timedelta(days=planned > now)
    last = last_backup()
    return last is None or last < planned


def last_backup() -> datetime | None:
    """When the last one that was finished was begun."""
    newest = AuditEntry.objects.filter(deed=MADE).order_by("-subject").first()
    return datetime.fromtimestamp(newest.subject, UTC) if newest else None


def is_late() -> bool:
    """Backups are wanted, and there has been none for longer than a day and a margin."""
    last = last_backup()
    return bool(settings.BACKUPS.recipient) and (last is None or last < timezone.now() - ALARM)


def _write(path: Path, held: Snapshot, now: datetime) -> int:
    """Under its name only once it is whole; beside it, its SHA-256."""
    draft = path.with_name(f".{path.name}.part")
    for left in path.parent.glob(f".*{SUFFIX}.part"):
        left.unlink()
    try:
        with open(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            files = _fill(file, held, now)
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        path.with_name(path.name + ".sha256").write_text(f"{digest}  {path.name}\n")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)
    return files


def _fill(file: IO[bytes], held: Snapshot, now: datetime) -> int:
    with sealed_tar(file, recipient_of(settings.BACKUPS.recipient)) as tar:
        facts: dict[str, Any] = {"format": FORMAT, "at": now.isoformat(), "rows": held.rows}
        add_facts(tar, MANIFEST, facts)
        size = blocks = 0
        for blocks, block in enumerate(dumped(held), start=1):
            add_bytes(tar, f"{DATABASE}{blocks:08}", block)
            size += len(block)
        files = 0
        for name in media_names():
            files += 1
            with default_storage.open(name) as content:
                add_file(tar, MEDIA + name, content, content.size)
        for path in sorted(Path(settings.ERASURES_DIR).glob("*.jsonl")):
            add_bytes(tar, JOURNAL + path.name, path.read_bytes())
        add_facts(tar, END, {"database_bytes": size, "blocks": blocks, "files": files})
    return files


def media_names(folder: str = "") -> Iterator[str]:
    """Every file of the media but those that are drawn anew."""
    if folder in DRAWN_ANEW or (not folder and not default_storage.exists("")):
        return
    folders, files = default_storage.listdir(folder)
    for name in sorted(files):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from media_names(f"{folder}/{name}" if folder else name)
