"""A keystore outside the database: destroying an entry erases what it sealed, in old backups too.

`KEYSTORE_URL` names the driver: `file:///folder` keeps one 0400 file per entry,
`vault+https://token@host/mount/folder` asks a server (vault/http_keystore.py). Entries are written
and synced before the row that needs them commits, so a crash can orphan a key but never a row.
"""

import os
import secrets
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from vault.erasures import Erasure, note_erasure
from vault.http_keystore import HttpKeystore
from vault.key_entries import (
    DESTROYED,
    NAME,
    KeyMissing,
    Keystore,
    KeystoreAway,
    KeystoreReadOnly,
    check_name,
)
from vault.syncing import sync_folder

__all__ = ["KeyMissing", "Keystore", "KeystoreAway", "KeystoreReadOnly", "keystore"]
MOST_BYTES = 65_536  # of an entry: a petition's keys are some hundred
READ_ONLY = "readonly+"  # before the address: for a drill
SCHEMES = {"vault+https": True, "vault+http": False}


class FolderKeystore:
    """One file per entry in a folder that backups of the database never include."""

    def __init__(self, folder: Path):
        self.folder = folder

    def get(self, name: str) -> bytes:
        try:
            descriptor = os.open(self._path(name), os.O_RDONLY)
        except FileNotFoundError:
            raise KeyMissing(name) from None
        # Not through a file object, which asks for more: each ask of a thread wakes the others.
        try:
            return os.read(descriptor, MOST_BYTES)
        finally:
            os.close(descriptor)

    def put(self, name: str, entry: bytes) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._written(name, entry)
        try:
            os.link(draft, self._path(name))
        finally:
            draft.unlink()
        sync_folder(self.folder)

    def replace(self, name: str, entry: bytes) -> None:
        self.get(name)
        self._written(name, entry).replace(self._path(name))
        sync_folder(self.folder)

    def destroy(self, name: str) -> None:
        path = self._path(name)
        note_erasure(DESTROYED, [name])
        path.unlink(missing_ok=True)
        sync_folder(self.folder)

    def names(self, *, older_than: float = 0) -> Iterator[str]:
        limit = time.time() - older_than
        for path in self.folder.glob("*-*"):
            if NAME.fullmatch(path.name) and path.stat().st_mtime <= limit:
                yield path.name

    def _written(self, name: str, entry: bytes) -> Path:
        """A synced file beside its place: whole, or OSError and no file. A full disk takes a part
        of what it is given and calls that a success.
        """
        draft = self.folder / f".{check_name(name)}.{secrets.token_hex(4)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        try:
            with open(descriptor, "wb") as file:
                file.write(entry)
                file.flush()
                os.fsync(descriptor)
        except OSError:
            draft.unlink()
            raise
        return draft

    def _path(self, name: str) -> Path:
        return self.folder / check_name(name)


class ReadOnlyKeystore:
    """Another one, of which nothing is changed: a drill must not destroy what is alive."""

    def __init__(self, inner: Keystore):
        self.get, self.names = inner.get, inner.names

    def put(self, name: str, entry: bytes) -> None:
        raise KeystoreReadOnly(name)

    def replace(self, name: str, entry: bytes) -> None:
        raise KeystoreReadOnly(name)

    def destroy(self, name: str) -> None:
        """Nothing: what would be destroyed stays."""


@cache
def keystore_at(address: str) -> Keystore:
    bare = address.removeprefix(READ_ONLY)
    if bare != address:
        return ReadOnlyKeystore(keystore_at(bare))
    parts = urlsplit(address)
    if parts.scheme == "file" and parts.path:
        return FolderKeystore(Path(unquote(parts.path)))
    mount, _, folder = parts.path.strip("/").partition("/")
    if parts.scheme in SCHEMES and parts.hostname and parts.username and mount and folder:
        return HttpKeystore(parts, mount, folder, is_tls=SCHEMES[parts.scheme])
    raise SystemExit(
        "Hub cannot start: KEYSTORE_URL must look like file:///folder or "
        "vault+https://token@host/mount/folder."
    )


def keystore() -> Keystore:
    return keystore_at(settings.KEYSTORE_URL)


def destroy_again(lines: Sequence[Erasure]) -> int:
    """After a restore: an older copy of the keystore may have brought back what was destroyed."""
    store, known = keystore(), set(keystore().names())
    back = {name for line in lines for name in line.keys} & known
    for name in back:
        store.destroy(name)
    return len(back)
