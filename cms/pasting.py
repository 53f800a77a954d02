"""Pasting: a whole translated text, shared out over a page's pieces and kept when confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail_localize.models import Translation
from wagtail_localize.strings import StringValue

from cms.admitting import EntryRefused, check_writing
from cms.aligning import TooManyParagraphs, align, paragraphs_of
from cms.segmenting import Credit, Outcome, Place, lost_marks, places_of, write_all

# Fields that stand in a text as one writes it. Pictures' words and the address do not.
NOT_IN_TEXTS = {"slug", "seo_title", "search_description"}
NOT_IN_TEXTS |= {"hero_alternative", "hero_credit", "hero_caption"}
LONGEST = 300_000  # characters


@dataclass(frozen=True)
class Row:
    """A piece, the text proposed for it as it would be typed, and what to mind about it."""

    place: Place
    text: str
    error: str = ""
    has_lost_marks: bool = False


def pasteable(translation: Translation) -> list[Place]:
    """The pieces that a pasted text may fill, in reading order."""
    return [
        place
        for place in places_of(translation)
        if place.field not in NOT_IN_TEXTS and not place.path.endswith(".alternative")
    ]


def propose(translation: Translation, text: str, *, by: Any) -> tuple[list[Row], list[str]]:
    """Rows to check, and paragraphs that found no place. Writes nothing.

    Raises an EntryRefused.
    """
    subject = translation.get_target_instance()
    check_writing(subject, by)
    paragraphs = paragraphs_of(text.replace("\0", ""))
    if not paragraphs:
        raise EntryRefused(subject, _("Paste the text first."))
    places = pasteable(translation)
    try:
        if len(text) > LONGEST:
            raise TooManyParagraphs
        sources = [StringValue(place.source).render_text() for place in places]
        alignment = align(sources, paragraphs)
    except TooManyParagraphs as error:
        raise EntryRefused(
            subject, _("This text is too long to share out. Paste it part by part.")
        ) from error
    pairs = zip(places, alignment.texts, strict=True)
    return [_row(place, text) for place, text in pairs], alignment.leftovers


def keep_pasted(
    translation: Translation, typed: Mapping[int, str], *, by: Any
) -> tuple[Outcome, list[Row]]:
    """Keep what was confirmed; returns the outcome and, to show again, what was refused.

    An empty text leaves what was there. Raises an EntryRefused.
    """
    subject = translation.get_target_instance()
    check_writing(subject, by)
    filled = {pk: text for pk, text in typed.items() if text.strip()}
    with transaction.atomic():
        outcome = write_all(translation, filled, Credit(user=by))
        if outcome.kept:
            log(instance=subject, action="hub.paste", user=by)
    places = pasteable(translation)
    errors = outcome.errors
    rows = [Row(p, typed[p.pk], errors[p.pk]) for p in places if p.pk in errors]
    return outcome, rows


def _row(place: Place, text: str) -> Row:
    data = StringValue.from_plaintext(text).data if text else ""
    return Row(place, place.as_typed(data), has_lost_marks=lost_marks(place, data))
