"""The report of an import: everything that could not be carried, with its story and the reason.

Two files: one for programs, written line by line as the import goes, and a summary to read.
"""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST = 300  # characters of what is told of one thing
SHOWN = 5  # stories that the summary names for each reason

WHY: dict[str, Any] = {
    "alternative": gettext_lazy("Nobody says what this picture shows, so it is not in the story."),
    "anchor": gettext_lazy("Links to a place within the page are plain text now."),
    "block": gettext_lazy(
        "This block of the editor is made when a page is shown; it was left out."
    ),
    "caption_link": gettext_lazy("Captions have no links here."),
    "comments": gettext_lazy("Comments stay behind; stories here have none."),
    "credit": gettext_lazy("Nobody is named as its maker, so this picture is not in the story."),
    "custom_field": gettext_lazy("A field of its own that nothing here stands for."),
    "cut": gettext_lazy("It was longer than there is room for; the rest was left out."),
    "deleted": gettext_lazy("It was deleted here after it had come; it was not brought again."),
    "document": gettext_lazy("The file was not taken into the documents."),
    "drawing": gettext_lazy("A drawing in the markup was left out."),
    "edited": gettext_lazy("Somebody has worked on it here, so it was left as it is."),
    "footnote": gettext_lazy("A note at the foot has no place, or no text."),
    "form": gettext_lazy("A form was left out."),
    "frame": gettext_lazy("A frame of another site became a link."),
    "group": gettext_lazy("Its translation set has another story in the same language."),
    "heading_link": gettext_lazy("Headings have no links here."),
    "language": gettext_lazy("Its language is neither English nor Spanish."),
    "media": gettext_lazy("Sound and films are not stored here; a link leads to the old address."),
    "number": gettext_lazy("It has no number, or one that another has too."),
    "password": gettext_lazy(
        "It had a password. It is a draft here, and the password stayed behind."
    ),
    "picture": gettext_lazy("The file of this picture is not there."),
    "picture_link": gettext_lazy("A picture has no link here."),
    "picture_refused": gettext_lazy("The file was not taken into the picture library."),
    "private": gettext_lazy("It was private. It is a draft here."),
    "publication": gettext_lazy("It could not go live and is a draft."),
    "quote_link": gettext_lazy("Quotations have no links here."),
    "raised": gettext_lazy("Raised or lowered letters are plain letters now."),
    "redirect": gettext_lazy("Its old address leads nowhere: another redirect stands there."),
    "script": gettext_lazy("A script was taken out."),
    "shortcode": gettext_lazy("A shortcode that nothing here stands for was taken out."),
    "slug": gettext_lazy("Its address had to change; the old one leads to the new one."),
    "sticky": gettext_lazy("It was held at the top. Arrange the front page by hand."),
    "struck": gettext_lazy("Struck-out words are plain words now."),
    "summary": gettext_lazy("Its summary was longer than 300 characters and was cut."),
    "table": gettext_lazy("A table became a list."),
    "title": gettext_lazy("It had no title."),
    "too_long": gettext_lazy("Its text is longer than 4 million characters; it was left out."),
    "waits": gettext_lazy("Its time had come and gone before it was published; it is a draft."),
}

COUNTED: dict[str, Any] = {
    "stories": gettext_lazy("Stories and pages in the export"),
    "files": gettext_lazy("Files in its media library"),
    "comments": gettext_lazy("Comments, which stay behind"),
    "open_comments": gettext_lazy("Stories whose comments were open, and are closed here"),
    "made": gettext_lazy("Brought"),
    "mended": gettext_lazy("Brought up to date"),
    "same": gettext_lazy("Unchanged since the last time"),
    "left": gettext_lazy("Left as they were edited here"),
    "gone": gettext_lazy("Deleted here, and not brought again"),
}


@dataclass(frozen=True)
class Subject:
    """Whom a line of the report is about."""

    kind: str
    id: int
    title: str
    link: str


class Report:
    """`Report(path)` writes; without a path it counts only."""

    def __init__(self, path: Path | None):
        self.counts: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.path = path
        self._examples: dict[str, list[str]] = {}
        self._file: TextIO | None = None
        self._lines = 0

    def __enter__(self) -> "Report":
        if self.path is not None:
            self._file = self.path.open("w", encoding="utf-8")
            self._file.write('{"lines": [')
        return self

    def tell(self, subject: Subject, kind: str, what: str = "") -> None:
        """One thing that could not be carried, or that somebody should know of."""
        self.reasons[kind] += 1
        examples = self._examples.setdefault(kind, [])
        if len(examples) < SHOWN:
            examples.append(f"{subject.title or subject.id} – {what}" if what else subject.title)
        if self._file is None:
            return
        line = {
            "type": subject.kind,
            "id": subject.id,
            "title": subject.title[:LONGEST],
            "link": subject.link[:LONGEST],
            "kind": kind,
            "what": what[:LONGEST],
            "why": str(WHY[kind]),
        }
        self._file.write(",\n" if self._lines else "\n")
        self._file.write(json.dumps(line, ensure_ascii=False))
        self._lines += 1

    def __exit__(self, *_raised: object) -> None:
        if self._file is not None and self.path is not None:
            counts = json.dumps({"counts": self.counts, "reasons": self.reasons}, indent=1)
            self._file.write(f"\n], {counts[1:]}\n")
            self._file.close()
            summary = self.path.with_suffix(".txt")
            summary.write_text("\n".join(self.summary()) + "\n", encoding="utf-8")

    def summary(self) -> list[str]:
        lines = [f"{_counted(name)}: {number}" for name, number in self.counts.items()]
        if self.reasons:
            lines += ["", _("What could not be carried as it was:")]
        for kind, number in self.reasons.most_common():
            lines.append(f"  {number} × {WHY[kind]}")
            lines += [f"      {each[:LONGEST]}" for each in self._examples[kind]]
        return lines


def _counted(name: str) -> str:
    """What a count is of; kinds and states that did not come are WordPress' own words."""
    if name in COUNTED:
        return str(COUNTED[name])
    return _("Not brought (%(kind)s)") % {"kind": name.removeprefix("left ")}
