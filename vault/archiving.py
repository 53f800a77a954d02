"""A backup is one file: a tar that is sealed while it is written, and opened while it is read.

Nothing of it lies on a disk unsealed, and memory holds a block at a time. age notices every changed
or missing byte; the last member, `end.json`, says that the tar is whole.
"""

import io
import json
import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from pyrage import DecryptError, EncryptError, decrypt_io, encrypt_io, x25519

BLOCK = 1024 * 1024
MANIFEST, END = "manifest.json", "end.json"
DATABASE, MEDIA, JOURNAL = "database/", "media/", "erasures/"


class ArchiveBroken(Exception):
    """It does not open with this key, was changed, was cut short, or is no backup of Hub."""


class Pipe(threading.Thread):
    """Runs one end of a pipe beside us, and keeps what went wrong there."""

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self.work, self.error = work, None
        self.start()

    error: Exception | None

    def run(self) -> None:
        try:
            self.work()
        except (EncryptError, DecryptError, OSError, ValueError) as error:
            self.error = error


@contextmanager
def sealed_tar(file: IO[bytes], recipient: x25519.Recipient) -> Iterator[tarfile.TarFile]:
    """What is added goes into `file` sealed. Raises OSError where that cannot be written."""
    reading, writing = os.pipe()

    def seal_all() -> None:
        with open(reading, "rb", buffering=BLOCK) as plain:
            encrypt_io(plain, file, [recipient])

    sealing = Pipe(seal_all)
    try:
        with (
            open(writing, "wb", buffering=BLOCK) as sink,
            tarfile.open(fileobj=sink, mode="w|", bufsize=BLOCK) as tar,
        ):
            yield tar
    except BrokenPipeError:
        pass  # the other end says why
    finally:
        sealing.join()
    if sealing.error:
        raise OSError(type(sealing.error).__name__) from sealing.error


@contextmanager
def opened_tar(file: IO[bytes], identity: x25519.Identity) -> Iterator[tarfile.TarFile]:
    """Members one after the other, as they come. Raises ArchiveBroken."""
    reading, writing = os.pipe()

    def open_all() -> None:
        with open(writing, "wb", buffering=BLOCK) as plain:
            decrypt_io(file, plain, [identity])

    opening = Pipe(open_all)
    try:
        with (
            open(reading, "rb", buffering=BLOCK) as plain,
            tarfile.open(fileobj=plain, mode="r|", bufsize=BLOCK) as tar,
        ):
            yield tar
    except tarfile.TarError as error:
        opening.join()
        raise ArchiveBroken(type(opening.error or error).__name__) from error
    opening.join()


def add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    add_file(tar, name, io.BytesIO(content), len(content))


def add_file(tar: tarfile.TarFile, name: str, file: IO[bytes], size: int) -> None:
    """Raises OSError where the file is shorter by now."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    tar.addfile(member, file)


def add_facts(tar: tarfile.TarFile, name: str, facts: dict[str, Any]) -> None:
    add_bytes(tar, name, json.dumps(facts).encode())


def facts_in(tar: tarfile.TarFile, member: tarfile.TarInfo) -> dict[str, Any]:
    """Raises ArchiveBroken."""
    try:
        told = json.loads(tar.extractfile(member).read())  # type: ignore[union-attr]
    except (ValueError, AttributeError) as error:
        raise ArchiveBroken(member.name) from error
    if not isinstance(told, dict):
        raise ArchiveBroken(member.name)
    return told
