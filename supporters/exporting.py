"""Taking the list out: who is subscribed, in columns that other tools read, a few rows at a time.

Nothing of who left, was erased or must not be written to: there is no address to write down.
"""

from collections.abc import Iterator
from typing import Any

from cms.languages import LANGUAGES
from supporters.models import Consent, Supporter
from supporters.topics import names_of_topics
from vault.auditing import note
from vault.cells import csv_lines
from vault.sealing import CannotUnseal

SLICE = 500
# English in both languages: other tools know their columns by these words.
HEADINGS = (
    *("Email Address", "Language", "State", "Tags", "Rhythm", "Consent Source", "Consent Date"),
    *("Confirmed On", "Paused Until"),
)


def export(by: Any) -> Iterator[str]:
    """Lines of a CSV. That it was asked for, by whom, and how many rows, is logged first."""
    note("supporters.exported", 0, by=by.pk, rows=Supporter.objects.confirmed().count())
    return csv_lines(_rows())


def _rows() -> Iterator[list[str]]:
    yield list(HEADINGS)
    names = {language: names_of_topics(language) for language in LANGUAGES}
    last = 0
    while some := _slice(last):
        for supporter in some:
            row = _row(supporter, names[supporter.language])
            if row:
                yield row
        last = some[-1].pk


def _slice(last: int) -> list[Supporter]:
    rows = Supporter.objects.confirmed().filter(pk__gt=last).order_by("pk")
    return list(rows.prefetch_related("subscriptions", "consents__brought")[:SLICE])


def _row(supporter: Supporter, names: dict[Any, str]) -> list[str] | None:
    """None where no key opens the address."""
    try:
        address = supporter.address()
    except CannotUnseal:
        return None
    consent = max(supporter.consents.all(), key=lambda each: each.pk, default=None)
    topics = [names[each.topic] for each in supporter.subscriptions.all() if each.topic in names]
    return [
        address,
        supporter.language,
        supporter.region,
        ", ".join(sorted(topics)),
        supporter.rhythm,
        _source(consent),
        _day(consent.given_on if consent else None),
        _day(supporter.confirmed_on),
        _day(supporter.paused_until),
    ]


def _source(consent: Consent | None) -> str:
    if consent is None:
        return ""
    return consent.brought.source if consent.brought else consent.source


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
