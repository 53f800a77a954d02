"""Excerpts: the part of a text that answers a question, its words marked. Always safe to show."""

from collections.abc import Collection

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cms.stemming import WORD, composed

LENGTH = 260  # characters of an excerpt
LEAD = 60  # characters before the first word found


def marked(text: str, wanted: Collection[str]) -> SafeString:
    """The text as HTML, escaped, each wanted word in a `<mark>`; `wanted` is in lower case."""
    pieces, end = [], 0
    for word in WORD.finditer(text):
        if word[0].lower() in wanted:
            pieces += [escape(text[end : word.start()]), f"<mark>{escape(word[0])}</mark>"]
            end = word.end()
    pieces.append(escape(text[end:]))
    return mark_safe("".join(pieces))  # noqa: S308  every piece is escaped


def excerpt(summary: str, text: str, wanted: Collection[str]) -> SafeString:
    """The summary if it answers, else the place of the text that does best, else the summary."""
    for candidate in (composed(summary), composed(text)):
        found = [word.start() for word in WORD.finditer(candidate) if word[0].lower() in wanted]
        if found:
            return marked(_cut(candidate, _densest(found)), wanted)
    return marked(_cut(composed(summary or text), 0), wanted)


def _densest(found: list[int]) -> int:
    """Where the excerpt begins that holds most of the places found."""
    return max(found, key=lambda start: sum(start <= other < start + LENGTH for other in found))


def _cut(text: str, place: int) -> str:
    if len(text) <= LENGTH:
        return text
    start = max(0, min(place - LEAD, len(text) - LENGTH))
    if start:
        start = text.find(" ", start, place) + 1 or start
    end = start + LENGTH
    if end < len(text):
        end = max(text.rfind(" ", start, end), place + LEAD)
    cut = text[start:end].strip()
    return f"{'… ' if start else ''}{cut}{' …' if end < len(text) else ''}"
