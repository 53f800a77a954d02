"""Segmenting: the pieces of a translation as people type them, and writing them back safely.

wagtail-localize keeps a piece as a fragment of HTML whose attributes stand aside (`<a id="a1">`).
Pieces without such marks are shown and taken as plain text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import PreformattedString
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue, extract_ids, validate_translation_links

LONGEST = 20_000  # characters in one piece


class TextRefused(Exception):
    """A typed piece cannot be kept; `str()` says why."""


@dataclass(frozen=True)
class Credit:
    """Who translated: a member of staff, a guest's name, or a machine."""

    user: Any = None
    tool: str = ""
    kind: str = StringTranslation.TRANSLATION_TYPE_MANUAL


@dataclass(frozen=True)
class Place:
    """One piece of a page: its source, and its translation so far (both as data)."""

    pk: int
    string_id: int
    context_id: int
    path: str
    source: str
    limit: int
    data: str = ""
    kind: str = ""
    tool: str = ""

    @property
    def field(self) -> str:
        return self.path.partition(".")[0]

    @cached_property
    def has_marks(self) -> bool:
        return _has_marks(self.source) or _has_marks(self.data)

    @property
    def source_text(self) -> str:
        return self.as_typed(self.source)

    @property
    def text(self) -> str:
        return self.as_typed(self.data)

    def as_typed(self, data: str) -> str:
        return data if self.has_marks else StringValue(data).render_text()

    def as_data(self, typed: str) -> str:
        """What to keep of a typed piece; empty when it is blank. Raises TextRefused."""
        text = typed.replace("\r\n", "\n").strip()
        if "\0" in text:
            raise TextRefused(_("It holds a character that cannot be kept."))
        data = text if self.has_marks else StringValue.from_plaintext(text).data
        return checked(self, data) if text else ""


@dataclass
class Outcome:
    """What became of a form full of pieces: how many were kept, and why which were not."""

    kept: int = 0
    errors: dict[int, str] = field(default_factory=dict)


def places_of(translation: Translation) -> list[Place]:
    """Every piece of the page in reading order, in two queries."""
    source = translation.source
    segments = source.stringsegment_set.order_by("order").select_related("string", "context")
    known = {
        (each.translation_of_id, each.context_id): each
        for each in segments.get_translations(translation.target_locale)
    }
    model = source.specific_content_type.model_class()
    places = []
    for segment in segments:
        path, now = segment.context.path, known.get((segment.string_id, segment.context_id))
        places.append(
            Place(
                pk=segment.pk,
                string_id=segment.string_id,
                context_id=segment.context_id,
                path=path,
                source=segment.string.data,
                limit=_limit(model, path),
                data=now.data if now else "",
                kind=now.translation_type if now else "",
                tool=now.tool_name if now else "",
            )
        )
    return places


def checked(place: Place, data: str) -> str:
    """A piece's data as it may be kept. Raises TextRefused for broken markup or too much text."""
    if "\0" in data:
        raise TextRefused(_("It holds a character that cannot be kept."))
    # A comment would come out as it went in, whatever stands in it.
    if BeautifulSoup(data, "html.parser").find(string=lambda s: isinstance(s, PreformattedString)):
        raise TextRefused(_marks_sentence())
    try:
        value = StringValue.from_translated_html(data)
        validate_translation_links(place.source, value.data)
    except ValueError as error:
        raise TextRefused(_marks_sentence()) from error
    if len(value.render_text()) > place.limit:
        raise TextRefused(
            _("It is too long: %(limit)d characters fit here.") % {"limit": place.limit}
        )
    return value.data


def lost_marks(place: Place, data: str) -> bool:
    """Has the source links, bold or italic text where this has none?"""
    if not data or not _has_marks(place.source):
        return False
    return not _has_marks(data) or bool(extract_ids(place.source) - extract_ids(data))


def write(translation: Translation, place: Place, data: str, credit: Credit) -> bool:
    """Keep a checked piece; blank takes the translation back. Returns whether it changed."""
    if data == place.data:
        return False
    keep(translation, place, data, credit)
    return True


def keep(translation: Translation, place: Place, data: str, credit: Credit) -> None:
    """Keep a checked piece in this name, also where it says what it said before."""
    facts = {
        "translation_of_id": place.string_id,
        "context_id": place.context_id,
        "locale_id": translation.target_locale_id,
    }
    if not data:
        for old in StringTranslation.objects.filter(**facts):
            old.delete()
        return
    StringTranslation.objects.update_or_create(
        **facts,
        defaults={
            "data": data,
            "translation_type": credit.kind,
            "tool_name": credit.tool,
            "last_translated_by": credit.user,
            "has_error": False,
            "field_error": "",
        },
    )


@transaction.atomic
def write_all(translation: Translation, typed: Mapping[int, str], credit: Credit) -> Outcome:
    """Keep every piece that can be kept; `typed` maps a place's pk to its text."""
    outcome = Outcome()
    for place in places_of(translation):
        if place.pk not in typed:
            continue
        try:
            outcome.kept += write(translation, place, place.as_data(typed[place.pk]), credit)
        except TextRefused as refusal:
            outcome.errors[place.pk] = str(refusal)
    return outcome


def _has_marks(data: str) -> bool:
    return any(tag.name != "br" for tag in BeautifulSoup(data, "html.parser").find_all(True))


def _limit(model: Any, path: str) -> int:
    if "." in path:
        return LONGEST
    return getattr(model._meta.get_field(path), "max_length", None) or LONGEST


def _marks_sentence() -> str:
    return _("Only the marks in angle brackets that the original has may be used here.")
