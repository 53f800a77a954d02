"""A copy of the journal of erasures, sealed, beside the backups: a machine that burns down must not
bring back who was erased since its last backup.
"""

import logging
import os
from pathlib import Path
from typing import IO

from django.conf import settings

from vault.archiving import JOURNAL, add_bytes, opened_tar, sealed_tar
from vault.identities import identity_in, recipient_of
from vault.placing_backups import NotSent, hand_over

log = logging.getLogger(__name__)
NAME = "erasures.age"


def copy_journal() -> bool:
    """Renew the copy where a line was added since, and send it after the backups; True then."""
    folder, copy = settings.BACKUPS.folder, settings.BACKUPS.folder / NAME
    lines = sorted(Path(settings.ERASURES_DIR).glob("*.jsonl"))
    if not settings.BACKUPS.recipient or not lines:
        return False
    newest = max(path.stat().st_mtime for path in lines)
    if copy.exists() and copy.stat().st_mtime > newest:
        return False
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f".{NAME}.part"
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        with sealed_tar(file, recipient_of(settings.BACKUPS.recipient)) as tar:
            for path in lines:
                add_bytes(tar, JOURNAL + path.name, path.read_bytes())
        file.flush()
        os.fsync(file.fileno())
    try:
        hand_over_copy(draft, copy)
    except NotSent as error:
        log.error("the journal of erasures was not sent: %s", error)
        return False
    return True


def hand_over_copy(draft: Path, copy: Path) -> None:
    """What could not be sent counts as old, so that it is tried again. Raises NotSent."""
    draft.replace(copy)
    try:
        hand_over(copy)
    except NotSent:
        os.utime(copy, (0, 0))
        raise


def opened_journal(copy: Path, identity: Path, into: Path) -> Path:
    """The lines of a copy, in this folder. Raises ArchiveBroken, IdentityRefused."""
    with copy.open("rb") as file, opened_tar(file, identity_in(identity)) as tar:
        for member in tar:
            if member.name.startswith(JOURNAL):
                take_lines(member.name, tar.extractfile(member), into)
    return into


def take_lines(name: str, content: IO[bytes] | None, into: Path) -> None:
    """A month of a journal in an archive, under its bare name."""
    bare = Path(name).name
    if content is not None and bare.endswith(".jsonl"):
        (into / bare).write_bytes(content.read())
