"""Readership: how often the versions of a page were read, as whole days, and in words.

Fewer than `FEWEST` are shown like none, and today is not shown: the number of a page whose address
one person has would tell whoever sent it that it was opened, and when.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.charts import Chart, draw
from cms.languages import LANGUAGES, NATIVE_NAMES
from cms.models import Reads
from cms.reads import FEWEST, Reading, shown
from vault.cells import csv_lines

DAYS = 30
MONTHS = 12


class Line(NamedTuple):
    """A day or a month: reads by language, and how often a missing version was asked for."""

    day: date
    cells: list[int | None]
    missing: int | None


def read_words(reading: Reading) -> dict[str, Any]:
    """One version's numbers for the desk."""
    return {
        "language": reading.language,
        "language_name": NATIVE_NAMES[reading.language],
        "is_courtesy": reading.is_courtesy,
        "week": shown(reading.week),
        "yesterday": shown(reading.yesterday),
        "few": few(),
    }


def few() -> str:
    return ngettext("fewer than %(number)s", "fewer than %(number)s", FEWEST) % {"number": FEWEST}


def readership(key: UUID) -> dict[str, Any]:
    """What the screen shows of one pair: sums, the last days, months. Two queries."""
    found = _by_day(key)
    today = timezone.localdate()
    days = [today - timedelta(days=number) for number in range(1, DAYS + 1)]
    return {
        "sums": [_sum(name, days[:number], found) for number, name in _spans()],
        "days": [_line(day, found) for day in days],
        "months": [_line(month, sums) for sums in [_by_month(key)] for month in _newest(sums)],
        "chart": _chart(days, found),
        "languages": [NATIVE_NAMES[language] for language in LANGUAGES],
        "few": few(),
    }


def reads_csv(key: UUID) -> str:
    """One row for each day and language; a cell says "<5" where a number is too small to tell."""
    names = [NATIVE_NAMES[language] for language in LANGUAGES]
    rows: list[list[object]] = [[_("Day"), *names, _("Asked for while it was missing")]]
    for line in readership(key)["days"]:
        cells = [*line.cells, line.missing]
        rows.append([line.day.isoformat(), *(_cell(cell) for cell in cells)])
    return "".join(csv_lines(rows))


def _cell(number: int | None) -> int | str:
    return f"<{FEWEST}" if number is None else number


def _spans() -> Iterator[tuple[int, str]]:
    yield 1, _("Yesterday")
    for number in (7, DAYS):
        days = {"number": number}
        yield number, ngettext("%(number)s day", "%(number)s days", number) % days


Found = dict[date, dict[tuple[str, bool], int]]


def _by_day(key: UUID) -> Found:
    rows = Reads.objects.of([key]).in_the_last(DAYS)
    return _sorted(rows.values_list("day", "language", "is_courtesy", "number"))


def _by_month(key: UUID) -> Found:
    """Of months that are over, so that the days of this one cannot be reckoned from it."""
    rows = Reads.objects.of([key]).filter(day__lt=timezone.localdate().replace(day=1))
    months = rows.annotate(month=TruncMonth("day")).order_by()
    summed = months.values("month", "language", "is_courtesy").annotate(sum=Sum("number"))
    return _sorted(summed.values_list("month", "language", "is_courtesy", "sum"))


def _sorted(rows: Any) -> Found:
    found: Found = {}
    for day, language, is_courtesy, number in rows:
        found.setdefault(day, {})[language, is_courtesy] = number
    return found


def _newest(months: Found) -> list[date]:
    return sorted(months, reverse=True)[:MONTHS]


def _line(day: date, found: Found) -> Line:
    cells = found.get(day, {})
    missing = sum(number for (_language, is_courtesy), number in cells.items() if is_courtesy)
    return Line(day, [shown(cells.get((each, False), 0)) for each in LANGUAGES], shown(missing))


def _sum(name: str, days: list[date], found: Found) -> dict[str, Any]:
    sums = {
        language: sum(found.get(day, {}).get((language, False), 0) for day in days)
        for language in LANGUAGES
    }
    return {"name": name, "cells": [shown(number) for number in sums.values()]}


def _chart(days: list[date], found: Found) -> Chart | None:
    """None where no day has a number that is shown."""
    bars = {
        day: {each: shown(found.get(day, {}).get((each, False), 0)) or 0 for each in LANGUAGES}
        for day in days
    }
    has_any = any(any(cells.values()) for cells in bars.values())
    return draw(bars, until=days[0]) if has_any else None
