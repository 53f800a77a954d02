"""Writing: a version of an alert becomes the text of a mail, once for all its readers.

Where readers' letters differ stand slots: `preferences_url` and `leave_url`.
"""

import re
from dataclasses import dataclass
from typing import Any

import mrml
from django.conf import settings
from django.db import models
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from alerts.folding import folded, longest_line
from alerts.prose import text_of, wrapped
from alerts.showing import Letter
from cms.introducing import newsroom_name
from outbox.compiling import LONGEST_LINE
from outbox.kinds import CannotWrite, Draft, slot

FOLDER = "alerts/mail"
MOST_BYTES = 100_000  # of HTML: some mail programs cut what comes after about 102 kB
LONGEST_PREHEADER = 140  # characters, where the editor wrote none
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
OURS = "hubslot."  # how a slot begins (outbox/kinds.py)
BLANK_LINES = re.compile(r"\n{3,}")


class Unready(models.TextChoices):
    """Why there is no mail in a language."""

    MISSING = "missing", _("There is no version in this language.")
    DRAFT = "draft", _("The version in this language is not published.")
    STALE = "stale", _("The original has changed since this version was made.")
    MACHINE = "machine", _("A machine drafted it and nobody has read it yet.")
    EMPTY = "empty", _("Nothing of the letter can be shown in this language.")
    UNSIGNED = "unsigned", _("The postal address is not set, and each mail must name it.")
    TOO_LARGE = "too large", _("The mail is larger than 100 kB: some programs would cut it.")
    LONG_LINE = "long line", _("A word or an address in it is too long for mail.")
    MALFORMED = "malformed", _("It cannot be made into a mail.")


@dataclass(frozen=True)
class Notice:
    """What stands above the letter, and before its subject, in a mail that mends another."""

    subject: str
    text: str


@dataclass(frozen=True)
class Written:
    """A mail, and what forbids to send it."""

    draft: Draft
    faults: tuple[Unready, ...]


def compose(page: Any, *, notice: Notice | None = None) -> Draft:
    """The mail of this version as it stands, live or draft; whether it may be sent is asked
    elsewhere. Raises CannotWrite with a code of Unready.
    """
    written = write(page, notice=notice)
    if written.faults:
        raise CannotWrite(written.faults[0])
    return written.draft


def write(page: Any, *, notice: Notice | None = None) -> Written:
    """The same with all its faults, for those who can mend them. Raises CannotWrite only where
    there is nothing to show.
    """
    with translation.override(page.locale.language_code):
        parts = _parts(Letter(page))
        context = _context(page, parts, notice)
        text = render_to_string(f"{FOLDER}/letter.txt", context).strip()
        draft = Draft(
            subject=context["subject"],
            text=BLANK_LINES.sub("\n\n", text) + "\n",
            html=_html(render_to_string(f"{FOLDER}/letter.mjml", context)),
        )
    found = {Unready.EMPTY: not parts, Unready.UNSIGNED: not settings.POSTAL_ADDRESS}
    return Written(draft, tuple(code for code, is_so in (found | _sizes(draft)).items() if is_so))


def preheader_of(page: Any) -> str:
    """The editor's, or how the letter's text begins: never the words of the frame."""
    if said := _line(page.preheader):
        return said
    texts = (text_of(each.value.source, {}) for each in page.body if each.block_type == "text")
    first = _line(next(texts, ""))
    if len(first) <= LONGEST_PREHEADER:
        return first
    return first[:LONGEST_PREHEADER].rpartition(" ")[0] + " …"


def _context(page: Any, parts: list[dict[str, str]], notice: Notice | None) -> dict[str, Any]:
    return {
        "language": page.locale.language_code,
        "newsroom": newsroom_name(),
        "subject": _line(notice.subject if notice else page.subject),
        "preheader": preheader_of(page),
        "title": _line(page.title),
        "notice": notice and {"html": _line(notice.text), "text": wrapped(_line(notice.text))},
        "parts": parts,
        "web_url": page.full_url if isinstance(page, Page) and page.pk else "",
        "preferences_url": slot("preferences_url"),
        "leave_url": slot("leave_url"),
        "postal_address": settings.POSTAL_ADDRESS,
    }


def _parts(letter: Letter) -> list[dict[str, str]]:
    parts = []
    for child in letter.page.body:
        shown = letter.shown(child.block_type, child.value)
        if shown is not None:
            template = f"{FOLDER}/blocks/{child.block_type}"
            mjml = _tame(render_to_string(f"{template}.mjml", shown))
            text = _tame(render_to_string(f"{template}.txt", shown)).strip()
            parts.append({"mjml": SafeString(mjml), "text": text})
    return parts


def _html(mjml: str) -> str:
    try:
        return folded(mrml.to_html(CONTROLS.sub("", mjml)).content)
    except OSError as error:  # what the parser raises for what it cannot read
        raise CannotWrite(Unready.MALFORMED) from error


def _sizes(draft: Draft) -> dict[Unready, bool]:
    longest = max(longest_line(draft.html.replace(">", ">\n")), longest_line(draft.text))
    return {
        Unready.TOO_LARGE: len(draft.html.encode()) > MOST_BYTES,
        Unready.LONG_LINE: longest > LONGEST_LINE,
    }


def _line(text: str) -> str:
    return _tame(" ".join(CONTROLS.sub(" ", text).split()))


def _tame(text: str) -> str:
    """What an editor wrote is never taken for a slot."""
    return text.replace(OURS, "hubslot ")
