"""Checking places: folders and files that hold keys, names or pictures, and who may read them."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from vault.backing_up import is_late
from vault.checklist import Grade, Item, judged

LOOKED_AT = 200  # entries of the keystore; all were written in the same way


def items() -> Iterator[Item]:
    yield keystore()
    yield judged("BUNDLES_DIR", _bundles(Path(settings.BUNDLES_DIR)))
    if settings.MEDIA_STORE is None:
        yield judged("MEDIA_ROOT", _media(Path(settings.MEDIA_ROOT)))
    yield judged("BACKUP_RECIPIENT", _backups(), otherwise=Grade.NOTE)
    for file in (Path(settings.BASE_DIR) / ".env", Path(settings.HUB_DATA) / "keys.env"):
        if file.is_file():
            yield judged(file.name, _private(file))


def keystore() -> Item:
    address = urlsplit(settings.KEYSTORE_URL)
    if address.scheme != "file":
        why = _("It is no folder: what guards it cannot be seen from here.")
        return Item("KEYSTORE_URL", Grade.NOTE, why)
    return judged("KEYSTORE_URL", _keystore(Path(unquote(address.path))))


def _keystore(folder: Path) -> str | None:
    if not folder.is_dir():
        return _("The folder is not there: nobody can sign. Mount it, or let Hub make it.")
    if place := _served_with(folder):
        said = _("It lies in %(place)s, which is copied or shown. Keep it apart.")
        return said % {"place": place}
    if why := _private(folder):
        return why
    entries = (each for each in folder.iterdir() if each.is_file())
    for entry, _number in zip(entries, range(LOOKED_AT), strict=False):
        if stat.S_IMODE(entry.stat().st_mode) & 0o277:
            return _("A file of keys has rights that it should not have: chmod 0400.")
    return None


def _served_with(folder: Path) -> str:
    """The setting of a folder that is shown to readers, handed on or copied as a whole."""
    for name in ("MEDIA_ROOT", "STATIC_ROOT", "BUNDLES_DIR"):
        if folder.resolve().is_relative_to(Path(getattr(settings, name)).resolve()):
            return name
    return ""


def _backups() -> str | None:
    if not settings.BACKUPS.recipient:
        return _("No backups are made here: nobody is named who could open one.")
    return _("There has been no backup for more than a day.") if is_late() else None


def _private(place: Path) -> str | None:
    facts = place.stat()
    if stat.S_IMODE(facts.st_mode) & 0o077:
        return _("Other accounts of this machine may read it: chmod go= takes that away.")
    if os.geteuid() and facts.st_uid not in {os.geteuid(), 0}:
        return _("It belongs to another account than the one that Hub runs as.")
    return None


def _bundles(folder: Path) -> str | None:
    if folder.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve()):
        return _("It lies in MEDIA_ROOT, which a proxy shows to everybody. Keep it apart.")
    return _private(folder) if folder.is_dir() else None


def _media(folder: Path) -> str | None:
    if folder.is_dir() and not os.access(folder, os.W_OK):
        return _("Hub may not write there: no picture can be uploaded.")
    return None
