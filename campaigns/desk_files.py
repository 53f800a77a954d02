"""The numbers of the desk as a file: one row per number, with nothing in it about one person.

A file travels: areas with fewer than ten signatures are in it with the others only.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from django.utils.translation import gettext as _

from campaigns.desk import FEWEST, Line, desk
from campaigns.models import Petition
from cms.languages import LANGUAGES, language_name
from vault.cells import csv_lines

Row = tuple[str, str, str, str, int]


def numbers_csv(petition: Petition) -> str:
    shown = desk(petition, fewest=FEWEST)
    days = [
        Line(day.isoformat(), line.online, line.in_person) for day, line in shown["days"].items()
    ]
    headings = (_("Table"), _("Entry"), _("Language"), _("Collected"), _("Signatures"))
    rows = chain(
        _rows(_("Day (UTC)"), days),
        _rows(_("State or territory"), shown["areas"]),
        _rows(_("Source"), shown["sources"]),
        _causes(shown),
    )
    return "".join(csv_lines([headings, *rows]))


def _rows(table: str, lines: Iterable[Line]) -> Iterator[Row]:
    for line in lines:
        for language in LANGUAGES:
            yield table, line.name, language_name(language), _("online"), line.online[language]
        yield table, line.name, "", _("in person"), line.in_person


def _causes(shown: dict) -> Iterator[Row]:
    for cause in shown["causes"]:
        for language, number in zip(LANGUAGES, cause.cells, strict=True):
            yield _("What became of them"), cause.name, language_name(language), "", number
