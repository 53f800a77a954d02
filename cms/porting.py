"""Porting: a translation leaves as a PO file and comes back, whole or not at all.

wagtail-localize exports; its import believes what it gets. Here a file is read and checked first,
and then kept as a draft.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import polib
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail_localize.models import Translation

from cms.admitting import EntryRefused, check_writing
from cms.segmenting import Credit, Place, TextRefused, checked, places_of, write

MOST_BYTES = 1024 * 1024
KEY = "X-WagtailLocalize-TranslationID"
TOOL = "PO file"
SHOWN = 60  # characters of a piece that is named in a refusal


class PoRefused(EntryRefused):
    """The file was not taken, nor any part of it; `str()` says why."""


@dataclass
class Taken:
    """Counts of a file's entries: kept, not on this page, and empty or marked fuzzy."""

    taken: int = 0
    unknown: int = 0
    skipped: int = 0

    def __str__(self) -> str:
        return _(
            "Taken: %(taken)d. Not on this page (any more): %(unknown)d. "
            "Left out because empty or marked “fuzzy”: %(skipped)d."
        ) % {"taken": self.taken, "unknown": self.unknown, "skipped": self.skipped}


def import_po(translation: Translation, upload: File | None, *, by: Any) -> Taken:
    """Keep what the file translates, as a draft. Raises an EntryRefused."""
    subject = translation.get_target_instance()
    check_writing(subject, by)
    po = _read(subject, upload)
    _check_address(subject, translation, po)
    found, result = _sort(subject, po, places_of(translation))
    with transaction.atomic():
        for place, data in found:
            write(translation, place, data, Credit(user=by, tool=TOOL))
        log(instance=subject, action="hub.import_po", user=by)
        _save_draft(subject, translation, by)
    return result


def _read(subject: Any, upload: File | None) -> polib.POFile:
    if upload is None or not upload.size:
        raise PoRefused(subject, _("Choose a PO file that is not empty."))
    if upload.size > MOST_BYTES:
        raise PoRefused(subject, _("This file is too large: a page's PO file has less than 1 MB."))
    try:
        text = upload.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PoRefused(
            subject, _("This file is not in UTF-8. Save it again with that encoding.")
        ) from error
    try:
        # polib opens its argument if a file has that name; none begins with a line of its own.
        po = polib.pofile("#\n" + text) if "\0" not in text else polib.POFile()
    except (OSError, ValueError, LookupError) as error:
        raise _not_po(subject) from error
    if not len(po):
        raise _not_po(subject)
    return po


def _not_po(subject: Any) -> PoRefused:
    return PoRefused(
        subject, _("This is not a PO file, or it is damaged. Export a new one and try again.")
    )


def _check_address(subject: Any, translation: Translation, po: polib.POFile) -> None:
    """The head of the file names the translation it was exported from."""
    named = po.metadata.get(KEY, "").strip()
    if named == str(translation.uuid):
        return
    other = Translation.objects.filter(uuid=named).first() if _is_uuid(named) else None
    if other is not None and other.source.object_id == translation.source.object_id:
        raise PoRefused(subject, _("This file translates this page into another language."))
    if named:
        raise PoRefused(subject, _("This file belongs to another page."))
    raise PoRefused(
        subject, _("This file does not say which page it belongs to. Use one exported from here.")
    )


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _sort(
    subject: Any, po: polib.POFile, places: list[Place]
) -> tuple[list[tuple[Place, str]], Taken]:
    here = {(place.source, place.path): place for place in places}
    found, result = [], Taken()
    for entry in po:
        place = here.get((entry.msgid, entry.msgctxt))
        if entry.obsolete or place is None:
            result.unknown += 1
        elif entry.fuzzy or not entry.msgstr.strip():
            result.skipped += 1
        else:
            found.append((place, _checked(subject, place, entry.msgstr)))
            result.taken += 1
    return found, result


def _checked(subject: Any, place: Place, msgstr: str) -> str:
    try:
        return checked(place, msgstr.strip())
    except TextRefused as refusal:
        facts = {"text": msgstr.strip().replace("\0", "")[:SHOWN], "why": str(refusal)}
        raise PoRefused(
            subject, _("Nothing was taken, because of the entry “%(text)s”. %(why)s") % facts
        ) from refusal


def _save_draft(subject: Any, translation: Translation, by: Any) -> None:
    try:
        translation.save_target(user=by, publish=False)
    except ValidationError as error:
        raise PoRefused(subject, " ".join(error.messages)) from error
