"""Notes at the foot of a story: numbered as they are met, linked there and back.

A reference is stored as `<a linktype="footnote" id="…">`, because wagtail-localize lets links stand
inside a translator's sentence and keeps their attributes; the library's own `<footnote>` tag would
cut the sentence in three. The note itself is a row of wagtail-footnotes, one per language.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_footnotes.widgets import ReadonlyUUIDInput

NOTE_PANELS = [
    FieldPanel("text", heading=_("Text")),
    FieldPanel(
        "uuid",
        widget=ReadonlyUUIDInput,
        heading=_("Mark"),
        help_text=_("How the story’s text refers to this note."),
    ),
]
MARK = re.compile(r'<a data-note="([0-9a-f-]{36})">.*?</a>', re.DOTALL)
STORED = 'linktype="footnote"'


class Notes:
    """The notes of one story while it is rendered; `shown` fills in the order of reading."""

    def __init__(self, rows: Iterable[Any]):
        self._texts = {str(row.uuid): row.text for row in rows}
        self._numbers: dict[str, int] = {}
        self.shown: list[dict[str, Any]] = []

    def number(self, html: str) -> SafeString:
        """The same text, each reference a numbered link; one without its note is dropped."""
        return mark_safe(MARK.sub(lambda found: self._reference(found[1]), html))  # noqa: S308

    def _reference(self, key: str) -> str:
        if key not in self._texts:
            return ""
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            number = self._numbers[key]
            self.shown.append({"number": number, "text": self._texts[key], "references": []})
        note = self.shown[self._numbers[key] - 1]
        anchor = f"note-{note['number']}-from-{len(note['references']) + 1}"
        note["references"].append(anchor)
        return format_html(
            '<sup class="note-mark"><a href="#note-{0}" id="{1}" role="doc-noteref">'
            '<span class="visually-hidden">{2} </span>{0}</a></sup>',
            note["number"],
            anchor,
            gettext("Note"),
        )


def has_notes(story: Any) -> bool:
    """Whether any text of a story refers to a note; asks no database."""
    return any(STORED in str(block["value"]) for block in story.raw_data)
