"""Placing files: pictures and documents go into `uploads/` as WordPress keeps them, each once.

What readers may not see does not leave either: no other tool knows that a face must not be shown.
"""

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any, Protocol

from home.moving.export.folders import Folder

UPLOADS = "uploads"
HIDDEN, MISSING, RESTRICTED = "faces_hidden", "file_missing", "restricted"
LeftOut = Callable[[str, int, str], None]


class Files(Protocol):
    """Where a text's pictures and documents are found; empty where they are not let out."""

    def picture(self, image: Any) -> str: ...

    def document(self, document: Any) -> str: ...


class Uploads:
    """`url` is where the folder's `uploads/` will be found; `leave_out` hears what stays, and
    why.
    """

    def __init__(self, folder: Folder, url: str, leave_out: LeftOut):
        self._folder, self._url, self._leave_out = folder, url.rstrip("/"), leave_out
        self._known: set[tuple[str, int]] = set()
        self._withheld: set[tuple[str, int]] = set()

    def picture(self, image: Any) -> str:
        if not image.may_be_shown:
            return self._withhold("picture", image.pk, HIDDEN)
        return self._placed("picture", image, path_of(image))

    def document(self, document: Any) -> str:
        if document.collection.get_view_restrictions().exists():
            return self._withhold("document", document.pk, RESTRICTED)
        return self._placed("document", document, document_path(document))

    @property
    def number(self) -> int:
        return len(self._known)

    def _placed(self, kind: str, upload: Any, path: str) -> str:
        key = (kind, upload.pk)
        if key in self._withheld:
            return ""
        if key not in self._known:
            try:
                with upload.file.open("rb") as file:
                    self._folder.copy(f"{UPLOADS}/{path}", file)
            except FileNotFoundError:
                return self._withhold(*key, MISSING)
            self._known.add(key)
        return f"{self._url}/{path}"

    def _withhold(self, kind: str, pk: int, why: str) -> str:
        if (kind, pk) not in self._withheld:
            self._withheld.add((kind, pk))
            self._leave_out(kind, pk, why)
        return ""


def document_path(document: Any) -> str:
    return f"documents/{path_of(document)}"


def path_of(upload: Any) -> str:
    """`2026/11/rally.jpg`; a file's name is unique in its storage, so it is here."""
    return f"{upload.created_at:%Y/%m}/{PurePosixPath(upload.file.name).name}"
