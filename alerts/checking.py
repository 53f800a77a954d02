"""Checking an alert before it is mailed: hints beside those that every page gets (cms/checking.py).

What holds a language up stands in alerts/writing.py (Unready).
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alerts.cards import left_out
from alerts.models import AlertPage
from alerts.prose import dead_links
from alerts.showing import Letter
from alerts.writing import MOST_BYTES, Unready, write
from cms.checking import Finding
from outbox.kinds import CannotWrite

LONG_SUBJECT = 60  # characters; a phone shows about 40
NEARLY = 80_000  # bytes of MOST_BYTES
LOUD = 0.7  # of 1: capitals among the letters
FEW_LETTERS = 6  # an abbreviation is no shouting
KINDS = {
    "subject-long": gettext_lazy("The subject is long"),
    "subject-loud": gettext_lazy("The subject shouts"),
    "subject-same": gettext_lazy("The subject is the same in both languages"),
    "preheader-missing": gettext_lazy("No first line beside the subject"),
    "link-dead": gettext_lazy("A link leads nowhere from a mail"),
    "card-left-out": gettext_lazy("A card is left out"),
    "mail-large": gettext_lazy("The mail is large"),
    "mail-refused": gettext_lazy("This language could not be mailed"),
    "letter-alone": gettext_lazy("The alert exists in one language only"),
}


def check_letter(page: Any, other: Any | None) -> Iterator[Finding]:
    """Nothing for any other kind of page."""
    if not isinstance(page, AlertPage):
        return
    yield from _subject(page, other)
    if not page.preheader.strip():
        yield Finding("preheader-missing", _("Mail programs will show how the letter begins."))
    yield from _links(page)
    for title in left_out(page.body, page.locale.language_code):
        yield Finding("card-left-out", _("Not live in this language: %(title)s") % {"title": title})
    yield from _mail(page)
    if other is None:
        yield Finding("letter-alone", _("Readers of the other language get nothing until then."))


def _subject(page: AlertPage, other: Any | None) -> Iterator[Finding]:
    subject = " ".join(page.subject.split())
    if len(subject) > LONG_SUBJECT:
        said = ngettext(
            "%(number)d character; a phone shows about 40.",
            "%(number)d characters; a phone shows about 40.",
            len(subject),
        )
        yield Finding("subject-long", said % {"number": len(subject)})
    if is_loud(subject):
        yield Finding("subject-loud", subject)
    if other is not None and subject and subject == " ".join(other.subject.split()):
        yield Finding("subject-same", subject)


def is_loud(subject: str) -> bool:
    """In capitals, or with several exclamation marks: mail programs take it for junk."""
    letters = [letter for letter in subject if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    is_shouted = len(letters) > FEW_LETTERS and capitals / len(letters) > LOUD
    return is_shouted or subject.count("!") > 1


def _links(page: AlertPage) -> Iterator[Finding]:
    addresses = Letter(page).addresses
    for child in page.body:
        if child.block_type == "text":
            for words in dead_links(child.value.source, addresses):
                yield Finding("link-dead", words)


def _mail(page: AlertPage) -> Iterator[Finding]:
    try:
        written = write(page)
    except CannotWrite as error:
        yield Finding("mail-refused", str(Unready(error.args[0]).label))
        return
    for fault in written.faults:
        yield Finding("mail-refused", str(fault.label))
    size = len(written.draft.html.encode())
    if NEARLY < size <= MOST_BYTES:
        told = {"size": size // 1000, "most": MOST_BYTES // 1000}
        yield Finding("mail-large", _("%(size)d of %(most)d kB") % told)
