"""The folder of an export: written beside its name, and renamed to it once everything is there.

Whoever finds the folder has a whole export. A failure leaves nothing; what a killed process left is
cleared away by the next export to the same name.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

PARTIAL = ".partial"
LOCK = ".being-written"
FOLDER_MODE, FILE_MODE, PRIVATE_MODE = 0o700, 0o644, 0o600
CHUNK = 1 << 20  # bytes


class FolderTaken(Exception):
    """Something is there that no export made, or that one has finished."""


class ExportRunning(Exception):
    """Another process is writing this very folder."""


class Folder:
    """Where files are written; nothing in it is ever written twice."""

    def __init__(self, root: Path):
        self.root = root

    @contextmanager
    def text(self, name: str, *, mode: int = FILE_MODE) -> Iterator[TextIO]:
        """UTF-8, line ends as they are written. Raises FileExistsError."""
        with open(self._make(name, mode), "w", encoding="utf-8", newline="") as file:
            yield file

    def copy(self, name: str, source: BinaryIO) -> None:
        """Raises FileExistsError."""
        with open(self._make(name, FILE_MODE), "wb") as file:
            shutil.copyfileobj(source, file, CHUNK)

    def has(self, name: str) -> bool:
        return (self.root / name).exists()

    def names(self) -> Iterator[str]:
        """Every file that was written, in an order that stays."""
        for place, folders, files in os.walk(self.root):
            folders.sort()
            for name in sorted(files):
                if name != LOCK:
                    yield (Path(place) / name).relative_to(self.root).as_posix()

    def facts_of(self, name: str) -> dict[str, Any]:
        path = self.root / name
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return {"bytes": path.stat().st_size, "sha256": digest}

    def _make(self, name: str, mode: int) -> int:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)


@contextmanager
def new_folder(wanted: Path) -> Iterator[Folder]:
    """Takes its name when the block ends well. Raises FolderTaken, ExportRunning, OSError."""
    wanted = wanted.absolute()
    if os.path.lexists(wanted) and not _is_empty(wanted):
        raise FolderTaken(wanted)
    partial = wanted.with_name(f"{wanted.name}{PARTIAL}")
    _clear(partial)
    partial.mkdir(mode=FOLDER_MODE)
    with open(partial / LOCK, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield Folder(partial)
            (partial / LOCK).unlink()
            partial.rename(wanted)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise


def _is_empty(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and not any(path.iterdir())


def _clear(partial: Path) -> None:
    """What a killed export left, and nothing else."""
    if not os.path.lexists(partial):
        return
    if partial.is_symlink() or not (partial / LOCK).is_file():
        raise FolderTaken(partial)
    with open(partial / LOCK) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ExportRunning(partial) from error
        shutil.rmtree(partial)
