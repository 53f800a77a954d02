"""Checking stores: that an object store shows readers the pictures and keeps all else to itself."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from vault.checklist import Grade, Item, judged

SHOWN, PRIVATE = "images/", ("original_images/", "documents/", "cards/")
SECONDS = 5.0
NAME = "MEDIA_STORAGE"


def items() -> Iterator[Item]:
    if settings.MEDIA_STORE is None:
        return
    try:
        yield judged(NAME, _open_too_far() or _plain() or _shut())
    except OSError as error:
        why = _("It does not answer (%(kind)s).") % {"kind": type(error).__name__}
        yield Item(NAME, Grade.UNSAFE, why)


def _open_too_far() -> str | None:
    """Asked as anybody could ask: one file of each folder that is nobody's business."""
    for folder in PRIVATE:
        name = _some_file_in(folder)
        if name and is_for_anybody(default_storage.url(name)):
            return _(
                "Anybody can read originals or documents there. Take public rights from the "
                "bucket, then run manage.py open_stores."
            )
    return None


def _shut() -> str | None:
    name = _some_file_in(SHOWN)
    if name and not is_for_anybody(default_storage.url(name)):
        return _("Readers get no pictures from there: run manage.py open_stores.")
    return None


def _plain() -> str | None:
    if settings.IS_TLS and default_storage.url("").startswith("http:"):
        return _("Its address begins with http: browsers refuse such pictures on a page by https.")
    return None


def _some_file_in(folder: str) -> str | None:
    store: Any = default_storage  # an object store, see vault/object_store.py
    name: str | None = store.first_in(folder)
    return name


def is_for_anybody(address: str) -> bool:
    """Whether somebody without any key gets its first byte."""
    headers = {"User-Agent": "Hub", "Range": "bytes=0-0"}
    request = Request(address, headers=headers)  # noqa: S310 - an address of the settings
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            return answer.status in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}
    except (URLError, OSError):
        return False
