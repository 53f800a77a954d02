"""Pictures and documents of the old site: found below its uploads, taken in by our own doors.

A picture is made anew from its pixels, a document must be what its name says, and what was taken
down here does not come back.
"""

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.documents.models import Document

from cms.models import Image
from cms.pictures import PictureRefused
from cms.receiving import check_content, plain_title
from home.moving.wordpress.fetching import Fetcher, NotFetched
from home.moving.wordpress.items import path_of
from home.moving.wordpress.known import Known
from home.moving.wordpress.parts import Picture
from home.moving.wordpress.pictured import credited
from home.moving.wordpress.scanning import OldFile, Scan, host_of

SIZED = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled|-rotated|-e\d{9,14})(?=\.\w{2,5}$)")
PICTURES = {"jpg", "jpeg", "png", "gif", "webp"}


class NotTaken(Exception):
    """The file is not in the library: `kind` is a reason of the report, `str()` which one."""

    def __init__(self, kind: str, what: str):
        super().__init__(what)
        self.kind = kind


@dataclass
class Library:
    """`uploads` is the old site's folder of that name; what is not there is asked of `fetcher`, if
    there is one. `credit` is the name to print under pictures that name nobody.
    """

    scan: Scan
    known: Known
    uploads: Path | None = None
    credit: str = ""
    fetcher: Fetcher | None = None
    is_dry: bool = False

    def find(self, picture: Picture) -> OldFile | None:
        """Which file is meant; None where it is another site's."""
        if file := self.scan.files.get(picture.key):
            return file
        return self.at(picture.source)

    def at(self, url: str) -> OldFile | None:
        """The file at this address of the old site, in whichever size."""
        path = path_of(url)
        if not path or not self.is_own(url):
            return None
        for each in (path, whole := SIZED.sub("", path)):
            if key := self.scan.by_file.get(each):
                return self.scan.files[key]
        _before, mark, below = whole.partition("/uploads/")
        return OldFile(0, url, below, "", "", "") if mark and below else None

    def is_own(self, url: str) -> bool:
        host = host_of(url)
        return host == self.scan.host or (not host and urlsplit(url).scheme == "")

    def image(self, file: OldFile, credit: str = "") -> Image:
        """Raises NotTaken."""
        credit = credit or file.credit or credited(file.caption)[1] or self.credit
        arrival = self.known.row(f"file {file.path}")
        if arrival is None:
            return self._take_image(file, credit)
        if arrival.image is None:
            raise NotTaken("deleted", file.path)
        if credit and not arrival.image.credit:
            arrival.image.credit = credit[:200]
            arrival.image.save()
        return arrival.image

    def document(self, file: OldFile, title: str) -> Document:
        """Raises NotTaken."""
        arrival = self.known.row(f"file {file.path}")
        if arrival is None:
            return self._take_document(file, title)
        if arrival.document is None:
            raise NotTaken("deleted", file.path)
        return arrival.document

    def _take_image(self, file: OldFile, credit: str) -> Image:
        content = self._content(file, "picture", settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
        image = Image(
            title=(plain_title(file.title) or PurePosixPath(file.path).stem)[:255],
            description=file.alternative[:255],
            credit=credit[:200],
        )
        if self.is_dry:
            return image
        try:
            with transaction.atomic():
                setattr(image, "file", content)  # noqa: B010 - its type
                image.clean()
                image.save()
                self.known.keep(f"file {file.path}", image=image)
        except (ValidationError, PictureRefused, OSError) as error:
            raise NotTaken("picture_refused", f"{file.path}: {_said(error)}") from error
        return image

    def _take_document(self, file: OldFile, title: str) -> Document:
        path = PurePosixPath(file.path)
        if path.suffix.lower().lstrip(".") not in settings.WAGTAILDOCS_EXTENSIONS:
            raise NotTaken("document", file.path or file.url)
        content = self._content(file, "document", settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
        document = Document(title=(plain_title(file.title or title) or path.stem)[:255])
        if self.is_dry:
            return document
        try:
            with transaction.atomic():
                document.file = content
                check_content(document.file)
                document.save()
                self.known.keep(f"file {file.path}", document=document)
        except (ValidationError, OSError) as error:
            raise NotTaken("document", f"{file.path}: {_said(error)}") from error
        return document

    def _content(self, file: OldFile, kind: str, most: int) -> ContentFile:
        """What is in the file: from the uploads, else from the old site where that was asked for.
        Raises NotTaken.
        """
        if not file.path or "\0" in file.path:
            raise NotTaken(kind, file.path or file.url)
        path, name = self._located(file.path), PurePosixPath(file.path).name
        if path is not None and path.stat().st_size <= most:
            return ContentFile(path.read_bytes(), name=name)
        if path is not None or self.fetcher is None:
            raise NotTaken(kind, file.path)
        try:
            return ContentFile(self.fetcher.fetch(file.url, most), name=name)
        except NotFetched as missing:
            raise NotTaken(kind, f"{file.url}: {missing}") from missing

    def _located(self, below: str) -> Path | None:
        """The file of this path below the uploads, and nowhere else."""
        if self.uploads is None:
            return None
        path = (self.uploads / PurePosixPath(below)).resolve()
        is_inside = path.is_relative_to(self.uploads.resolve())
        return path if is_inside and path.is_file() else None


def is_picture(file: OldFile) -> bool:
    return PurePosixPath(file.path.lower()).suffix.lstrip(".") in PICTURES


def _said(error: Any) -> str:
    return " ".join(getattr(error, "messages", None) or [str(error)])
