"""Comparing: which texts of an adapted version are still those of its original."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page
from wagtail_localize.models import StringSegment
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.types import StringSegmentValue
from wagtail_localize.strings import StringValue

from cms.pairs import pair_of, version_of

WORD = re.compile(r"[^\W\d_]+")
ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+", re.IGNORECASE)
# A text counts from two words on, or one long word: names and numbers are often the same.
FEWEST_WORDS = 2
SHORTEST_WORD = 13


@dataclass(frozen=True)
class Repeated:
    """A text that both versions have; `mark` stands for it in `Version.same_in_both`."""

    text: str
    mark: str
    is_marked: bool


def repeated_texts(subject: Any) -> list[Repeated]:
    """The texts of a version that its original has too, each once, in their order.

    `subject` is the version as it would go live: a revision as an object, or the row.
    """
    known = {mark_of(text) for text in _originals_texts(subject)}
    marked = set(version_of(subject).same_in_both)
    found: dict[str, Repeated] = {}
    for text in texts_of(subject):
        mark = mark_of(text)
        if mark in known and _tells_something(text):
            found.setdefault(mark, Repeated(text, mark, is_marked=mark in marked))
    return list(found.values())


def texts_of(subject: Any) -> Iterator[str]:
    """Every translatable text of a page or snippet, without its markup."""
    for segment in extract_segments(subject):
        if isinstance(segment, StringSegmentValue):
            yield segment.render_text()


def mark_of(text: str) -> str:
    """One short value for a text, whatever its spaces and capitals."""
    plain = " ".join(text.split()).casefold()
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def _tells_something(text: str) -> bool:
    words = WORD.findall(ADDRESS.sub("", text))
    return len(words) >= FEWEST_WORDS or any(len(word) >= SHORTEST_WORD for word in words)


def _originals_texts(subject: Any) -> Iterator[str]:
    """What the original says, says in its draft, and said when it was sent to translation."""
    original = _original_of(subject)
    if original is not None:
        yield from texts_of(original)
        yield from texts_of(original.get_latest_revision_as_object())
    sent = StringSegment.objects.filter(source__object_id=subject.translation_key)
    for data in sent.exclude(source__locale_id=subject.locale_id).values_list(
        "string__data", flat=True
    ):
        yield StringValue(data).render_text()


def _original_of(subject: Any) -> Any:
    language = pair_of(subject).original
    if language == subject.locale.language_code:
        return None
    others = subject.get_translations().filter(locale__language_code=language)
    found = others.first()
    return found.specific if isinstance(found, Page) else found
