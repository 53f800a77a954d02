"""The journal of erasures: what somebody or a clock let go must not come back with an older backup.

Each line names what went by random ids, keyed digests or names of keys, never by words. It is
written and synced in a folder of its own (`ERASURES_DIR`) before the erasure commits: a crash can
leave a line without its erasure, which was asked for all the same, but no erasure without its line.
`vault/reapplying.py` applies the lines after a restore.
"""

import fcntl
import json
import logging
import os
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from vault.syncing import sync_folder
from vault.unwritten import UnwrittenErasure

log = logging.getLogger(__name__)
KEY = re.compile(r"[A-Za-z0-9_:-]{1,120}")  # an address or a name of somebody is none of these
AT_ONCE = 500  # keys on a line
JOURNAL_DAYS = 400  # no backup that is older is restored
_lock = threading.Lock()
_is_reapplying: ContextVar[bool] = ContextVar("is_reapplying", default=False)


class NotAKey(ValueError):
    """A line holds ids and digests only: a word could be a name."""


@dataclass(frozen=True)
class Erasure:
    """One line: what kind of thing went when, by its keys."""

    at: datetime
    kind: str
    keys: tuple[str, ...]
    numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        is_plain = all(isinstance(number, int) for number in self.numbers.values())
        if not is_plain or not all(map(KEY.fullmatch, self.keys)):
            raise NotAKey(self.kind)

    def line(self) -> str:
        facts: dict[str, Any] = {"at": self.at.isoformat(), "kind": self.kind, "keys": self.keys}
        if self.numbers:
            facts["numbers"] = self.numbers
        return json.dumps(facts, separators=(",", ":"))


def note_erasure(kind: str, keys: Iterable[object], **numbers: int) -> None:
    """Write it down, before the caller's transaction commits. Raises NotAKey.

    Where the folder is away the erasure goes on: the line waits in the database, within the same
    transaction, until a tick can write it.
    """
    if _is_reapplying.get():
        return
    now, all_keys = timezone.now(), [str(key) for key in keys]
    parts = [all_keys[start : start + AT_ONCE] for start in range(0, len(all_keys), AT_ONCE)]
    lines = [Erasure(now, kind, tuple(part), numbers) for part in parts]
    if not lines:
        return
    try:
        write(lines)
    except OSError as error:
        log.error("the journal of erasures cannot be written: %s", type(error).__name__)
        UnwrittenErasure.objects.bulk_create(UnwrittenErasure(line=each.line()) for each in lines)


def write(erasures: Iterable[Erasure]) -> None:
    """Append and sync. Raises OSError."""
    folder = Path(settings.ERASURES_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = "".join(each.line() + "\n" for each in erasures)
    path = folder / f"{timezone.now():%Y-%m}.jsonl"
    is_new = not path.exists()
    with _lock:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            _append(descriptor, text.encode())
        finally:
            os.close(descriptor)
    if is_new:
        sync_folder(folder)


def _append(descriptor: int, text: bytes) -> None:
    """A line that a crash cut short stays by itself: the next one begins anew."""
    size = os.fstat(descriptor).st_size
    if size and os.pread(descriptor, 1, size - 1) != b"\n":
        text = b"\n" + text
    while text:
        text = text[os.write(descriptor, text) :]
    os.fsync(descriptor)


def read(*folders: Path) -> list[Erasure]:
    """All lines of our journal and of copies of it in these folders, each once, oldest first; what
    a crash cut short is left out.
    """
    found: dict[str, Erasure] = {}
    for folder in (Path(settings.ERASURES_DIR), *folders):
        for path in sorted(folder.glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                erasure = _parsed(line)
                if erasure is not None:
                    found.setdefault(line, erasure)
    waiting = UnwrittenErasure.objects.values_list("line", flat=True)
    found |= {line: erasure for line in waiting if (erasure := _parsed(line))}
    return sorted(found.values(), key=lambda each: each.at)


def _parsed(line: str) -> Erasure | None:
    try:
        facts = json.loads(line)
        at = datetime.fromisoformat(facts["at"])
        return Erasure(at, facts["kind"], tuple(facts["keys"]), facts.get("numbers", {}))
    except (ValueError, KeyError, TypeError):
        return None


def write_unwritten() -> int:
    """Take up what the folder could not take; returns how many lines. Safe to run twice."""
    waiting = list(UnwrittenErasure.objects.order_by("pk").values_list("pk", "line"))
    erasures = [erasure for _pk, line in waiting if (erasure := _parsed(line))]
    if not erasures:
        return 0
    try:
        write(erasures)
    except OSError as error:
        log.error("%s lines of erasures wait: %s", len(erasures), type(error).__name__)
        return 0
    UnwrittenErasure.objects.filter(pk__in=[pk for pk, _line in waiting]).delete()
    return len(erasures)


def forget_old() -> None:
    """Months that no backup that may be restored is as old as."""
    before = f"{timezone.now() - timedelta(days=JOURNAL_DAYS):%Y-%m}"
    for path in Path(settings.ERASURES_DIR).glob("*.jsonl"):
        if path.stem < before:
            path.unlink()


@contextmanager
def reapplying() -> Iterator[None]:
    """What is done within is in the journal already."""
    token = _is_reapplying.set(True)
    try:
        yield
    finally:
        _is_reapplying.reset(token)
