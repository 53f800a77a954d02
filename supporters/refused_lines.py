"""What becomes of the rows of a list, in words; and the file of those that are not taken in."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from supporters.brought_lists import BroughtList
from supporters.judging import Fate
from supporters.planning import refused_rows
from vault.cells import csv_lines

FATES = {
    Fate.NEW: gettext_lazy("taken in: may be mailed at once"),
    Fate.ASKED: gettext_lazy("asked first, in their language"),
    Fate.BOTH: gettext_lazy("language not known: asked first, in both languages"),
    Fate.NOTED: gettext_lazy("noted as a fingerprint: no address is kept"),
    Fate.HERE: gettext_lazy("subscribed here already: nothing changes"),
    Fate.WAITS: gettext_lazy("here already, not confirmed yet: nothing changes"),
    Fate.LEFT: gettext_lazy("left or was erased: never brought back"),
    Fate.SILENT: gettext_lazy("must not be written to"),
    Fate.GONE: gettext_lazy("unsubscribed at the other tool: stays so"),
    Fate.BOUNCED: gettext_lazy("mail came back at the other tool"),
    Fate.UNCONFIRMED: gettext_lazy("never confirmed at the other tool"),
    Fate.TWICE: gettext_lazy("twice in this file"),
    Fate.MALFORMED: gettext_lazy("no e-mail address that mail can reach"),
}


def told(numbers: Mapping[Any, int]) -> list[tuple[str, Any, int]]:
    """Fate, in words, and number; those that happen."""
    return [(fate.value, said, numbers[fate]) for fate, said in FATES.items() if numbers.get(fate)]


def lines_of(brought: BroughtList) -> Iterator[str]:
    """A CSV of the rows that are refused, as they came, each with its line and why.

    Raises vault.sealing.CannotUnseal before its first line.
    """
    headings = [_("Line"), _("Why not"), *brought.headings()]
    words = {fate: str(said) for fate, said in FATES.items()}
    return csv_lines(_rows(brought, headings, words))


def _rows(brought: BroughtList, headings: list[str], words: dict[Fate, str]) -> Iterator[list[str]]:
    """The words are told apart from the rows: no language is active while they leave."""
    yield headings
    for row in refused_rows(brought):
        yield [str(row.number), words[row.fate], *row.cells]
