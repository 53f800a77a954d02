"""The private folder of a bundle: outside the media that a proxy serves, gone after a week."""

import hashlib
import shutil
from pathlib import Path
from typing import TypedDict
from uuid import UUID

from django.conf import settings

BLOCK = 1 << 20


class FileFacts(TypedDict):
    name: str
    size: int
    sha256: str


def folder_of(public_id: UUID) -> Path:
    """Made where it is missing; nobody but the server's own user may look in."""
    root = Path(settings.BUNDLES_DIR)
    folder = root / str(public_id)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)  # a mode never reaches the parents
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def facts_of(path: Path) -> FileFacts:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"name": path.name, "size": path.stat().st_size, "sha256": digest}


def remove_folder(public_id: UUID) -> None:
    shutil.rmtree(Path(settings.BUNDLES_DIR) / str(public_id), ignore_errors=True)


def keep_only(folder: Path, name: str) -> None:
    """Delete every other file: what was packed need not lie about."""
    for path in folder.iterdir():
        if path.name != name:
            path.unlink()


def forgotten_folders(known: set[str]) -> list[UUID]:
    """Folders of bundles that are no more, such as after a crash."""
    root = Path(settings.BUNDLES_DIR)
    if not root.is_dir():
        return []
    return [UUID(path.name) for path in root.iterdir() if path.name not in known]
