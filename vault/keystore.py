"""A keystore outside the database: destroying an entry erases what it sealed, in old backups too.

`KEYSTORE_URL` names the driver: `file:///folder` keeps one 0400 file per entry. Entries are written
and synced to disk before the row that needs them commits, so a crash can orphan a key but never a
row.
"""

import os
import re
import secrets
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

NAME = re.compile(r"[a-z]+-[0-9a-f-]{36}")


class KeyMissing(Exception):
    """No entry of that name: never made, destroyed, or the keystore is not mounted."""


class FolderKeystore:
    """One file per entry in a folder that backups of the database never include."""

    def __init__(self, folder: Path):
        self.folder = folder

    def get(self, name: str) -> bytes:
        """The entry. Raises KeyMissing."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            raise KeyMissing(name) from None

    def put(self, name: str, entry: bytes) -> None:
        """Write and sync a new entry; an existing one is never overwritten (FileExistsError)."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.folder / f".{name}.{secrets.token_hex(4)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        try:
            os.write(descriptor, entry)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        try:
            os.link(draft, self._path(name))
        finally:
            draft.unlink()
        self._sync_folder()

    def destroy(self, name: str) -> None:
        """Remove the entry for good; a missing one is no error."""
        self._path(name).unlink(missing_ok=True)
        self._sync_folder()

    def names(self, *, older_than: float = 0) -> Iterator[str]:
        """Names of the entries written more than `older_than` seconds ago."""
        limit = time.time() - older_than
        for path in self.folder.glob("*-*"):
            if NAME.fullmatch(path.name) and path.stat().st_mtime <= limit:
                yield path.name

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise ValueError("a keystore name is a word, a dash and a UUID")
        return self.folder / name

    def _sync_folder(self) -> None:
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@cache
def keystore_at(address: str) -> FolderKeystore:
    parts = urlsplit(address)
    if parts.scheme != "file" or not parts.path:
        raise SystemExit("Hub cannot start: KEYSTORE_URL must look like file:///folder.")
    return FolderKeystore(Path(unquote(parts.path)))


def keystore() -> FolderKeystore:
    return keystore_at(settings.KEYSTORE_URL)
