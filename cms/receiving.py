"""Receiving documents: what a file is must be what its name says, whoever brings it.

Texts, books, tables and PDF: nothing that a browser would run, no macros, and nothing that becomes
enormous when it is opened. Readers get documents to store, never as a page (cms/policy.py).
"""

import re
import unicodedata
from collections.abc import Callable
from pathlib import PurePath
from struct import error as StructError
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

MOST_PARTS = 5_000
MOST_UNPACKED = 200 * 1024 * 1024  # bytes of all parts together, as the file itself says
PART = b"PK\x01\x02"  # one for each part, at the end of a packed file
OFFICE = {"docx": "word/", "xlsx": "xl/"}
MIMETYPES = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "epub": b"application/epub+zip",
}
MACROS = re.compile(r"(?:^|/)vbaProject\.bin$|^Basic/", re.IGNORECASE)
OUTSIDE = re.compile(r"^/|^[a-z]:|\\|(?:^|/)\.\.(?:/|$)", re.IGNORECASE)
CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\f\r")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# What a packed file that is none makes its reader raise.
BROKEN = (BadZipFile, ValueError, OSError, EOFError, KeyError, RuntimeError, StructError, ZlibError)
# Marks that turn the direction of what follows: a name would be read as another one.
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Unlike(Exception):
    """The content is not what the name says."""


def check_content(file: File) -> None:
    """Raises ValidationError, in a sentence for whoever uploads it."""
    ending = PurePath(file.name or "").suffix.lower().removeprefix(".")
    check = CHECKS.get(ending)
    if check is None:
        return  # which endings are taken is another check's question
    file.seek(0)
    try:
        check(file, ending)
    except Unlike:
        told = _(
            "This file is not what its name says. Open it, save it as %(ending)s and upload that."
        )
        raise ValidationError(told, params={"ending": ending.upper()}) from None
    finally:
        file.seek(0)


def _check_start(start: bytes) -> Callable[[File, str], None]:
    def check(file: File, ending: str) -> None:
        if not file.read(len(start)).startswith(start):
            raise Unlike

    return check


def _check_text(file: File, ending: str) -> None:
    """Letters in any usual encoding; no other control marks than breaks and tabs."""
    start = file.read(2)
    file.seek(0)
    if start in UTF_16:
        try:
            marks = {ord(mark) for mark in set(file.read().decode("utf-16"))}
        except UnicodeDecodeError:
            raise Unlike from None
    else:
        marks = {mark for chunk in file.chunks() for mark in set(chunk)}
    if marks & CONTROLS:
        raise Unlike


def _check_packed(file: File, ending: str) -> None:
    """A zip file with the parts of its kind, judged by its list of parts; none is unpacked."""
    if file.read(4) != b"PK\x03\x04":
        raise Unlike
    if sum(chunk.count(PART) for chunk in file.chunks()) > MOST_PARTS:
        raise ValidationError(_too_large())
    try:
        with ZipFile(file) as packed:
            parts, is_of_kind = packed.infolist(), _is_of_kind(packed, ending)
    except BROKEN:
        raise Unlike from None
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise ValidationError(_too_large())
    if not is_of_kind or any(OUTSIDE.search(part.orig_filename) for part in parts):
        raise Unlike
    if any(MACROS.search(part.filename) for part in parts):
        raise ValidationError(
            _("This file has macros, which run when it is opened. Please save it without them.")
        )


def _is_of_kind(packed: ZipFile, ending: str) -> bool:
    names = packed.namelist()
    if ending in OFFICE:
        return "[Content_Types].xml" in names and any(
            name.startswith(OFFICE[ending]) for name in names
        )
    said = MIMETYPES[ending]
    return packed.getinfo("mimetype").file_size < 100 and packed.read("mimetype").strip() == said


def _too_large() -> Any:
    return _("This file would become too large when somebody opens it. Please make it smaller.")


CHECKS: dict[str, Callable[[File, str], None]] = {
    "pdf": _check_start(b"%PDF-"),
    "rtf": _check_start(b"{\\rtf"),
    **dict.fromkeys(("txt", "csv"), _check_text),
    **dict.fromkeys((*OFFICE, *MIMETYPES), _check_packed),
}


def plain_title(title: str) -> str:
    """Without marks that nobody sees, or that turn the reading direction round."""
    kept = [mark for mark in title if mark not in TURNS and unicodedata.category(mark) != "Cc"]
    return "".join(kept).strip()


class PlainTitle:
    """For forms of files: their titles stand in lists, where another could be meant."""

    cleaned_data: dict[str, Any]

    def clean_title(self) -> str:
        return plain_title(self.cleaned_data["title"]) or str(_("Without a title"))


class DocumentForm(PlainTitle, BaseDocumentForm):
    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            check_content(file)
        return file


class PictureForm(PlainTitle, BaseImageForm):
    pass
