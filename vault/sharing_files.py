"""Sharing files between hosts through an object store: who may read which folder, and the static
files of a release beside those of the release before.
"""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage, storages


class NothingToShare(Exception):
    """Neither MEDIA_STORAGE nor STATIC_STORAGE is set, or there are no collected static files."""


def open_stores() -> dict[str, list[str]]:
    """Let anybody read what readers' browsers load, by bucket; returns what is open. Raises
    NothingToShare, OSError.
    """
    opened: dict[str, list[str]] = defaultdict(list)
    stores: dict[str, Any] = {}
    for store, folders in _shown():
        stores[store.bucket_name] = store
        opened[store.bucket_name] += [f"{store.location}/{each}".lstrip("/") for each in folders]
    if not opened:
        raise NothingToShare
    for bucket, folders in opened.items():
        stores[bucket].let_anybody_read(folders)
    return dict(opened)


def share_static() -> tuple[int, int]:
    """Put what `collectstatic` made where readers load it, and leave there what is there: pages of
    the release before still ask for it. Returns how many are new, and how many there are. Raises
    NothingToShare, OSError.
    """
    if settings.STATIC_STORE is None:
        raise NothingToShare
    store, root, new = _static_store(settings.STATIC_STORE), Path(settings.STATIC_ROOT), 0
    names = hashed_names(root)
    for name in names:
        if not store.exists(name):
            with (root / name).open("rb") as file:
                store.put(name, File(file))
            new += 1
    return new, len(names)


def hashed_names(root: Path) -> list[str]:
    """Files whose name says what is in them. Raises NothingToShare."""
    try:
        told = json.loads((root / "staticfiles.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NothingToShare from None
    return sorted(set(told["paths"].values()))


def _shown() -> list[tuple[Any, list[str]]]:
    found: list[tuple[Any, list[str]]] = []
    if settings.MEDIA_STORE:
        found.append((default_storage, ["images/"]))
    if settings.STATIC_STORE:
        found.append((_static_store(settings.STATIC_STORE), [""]))
    return found


def _static_store(where: Any) -> Any:
    return storages.create_storage(
        {"BACKEND": "vault.object_store.StaticStore", "OPTIONS": where.options()}
    )
