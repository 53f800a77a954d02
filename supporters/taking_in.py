"""What rows of a list become: supporters, newcomers, or digests of whom to spare."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from outbox.models import Reason
from outbox.suppressing import suppress_all
from supporters.brought_lists import BroughtList
from supporters.columns import Given
from supporters.consents import Consent
from supporters.days import today
from supporters.departures import Departure
from supporters.judging import Fate, Row
from supporters.models import Newcomer, Subscription, Supporter
from supporters.topics import topics_by_name


def take_in(brought: BroughtList, rows: list[Row]) -> None:
    """Within the caller's transaction, behind all others of these addresses; the same number of
    statements for any number of rows.
    """
    by_fate: dict[Fate, list[Row]] = {fate: [] for fate in Fate}
    for row in rows:
        by_fate[row.fate].append(row)
    if brought.has_people:
        gone = {row.index for row in by_fate[Fate.GONE]}
        _let_go(gone)
        topics = topics_by_name()
        _subscribe(brought, _without(gone, by_fate[Fate.NEW]), topics)
        _keep(brought, _without(gone, by_fate[Fate.ASKED] + by_fate[Fate.BOTH]), topics)
    else:
        _spare(brought, by_fate[Fate.NOTED])
    numbers = Counter(brought.numbers) + Counter({fate.value: len(by_fate[fate]) for fate in Fate})
    brought.numbers, brought.rows_done = dict(numbers), brought.rows_done + len(rows)
    brought.save(update_fields=["numbers", "rows_done"])


def _without(gone: set[bytes], rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.index not in gone]


def _let_go(indexes: Iterable[bytes]) -> None:
    """They unsubscribed at the other tool. Whom only a list brought here goes; who subscribed here
    was not asked about (supporters/judging.py).
    """
    Departure.objects.note_all(indexes, Departure.Way.THERE)
    Newcomer.objects.filter(address_index__in=indexes).delete()
    Supporter.objects.brought_along().filter(address_index__in=indexes, left_on=None).delete()


def _spare(brought: BroughtList, rows: list[Row]) -> None:
    if brought.holds == BroughtList.Holds.LEFT:
        _let_go({row.index for row in rows})
    else:
        suppress_all([row.given.address for row in rows if row.given], Reason(brought.holds))


def _subscribe(brought: BroughtList, rows: list[Row], topics: dict[str, Any]) -> None:
    """Documented: they may be mailed from now on."""
    pairs = [(_supporter(brought, row), row.given) for row in rows if row.given]
    Supporter.objects.bulk_create([supporter for supporter, _given in pairs])
    Consent.objects.bulk_create(_consent(brought, *pair) for pair in pairs)
    Subscription.objects.bulk_create(
        Subscription(supporter=supporter, topic=topic)
        for supporter, given in pairs
        for topic in topics_of(given, topics)
    )


def _supporter(brought: BroughtList, row: Row) -> Supporter:
    given: Any = row.given
    supporter = Supporter(
        address_index=row.index,
        language=given.language or brought.language,
        region=given.region,
        rhythm=given.rhythm,
        confirmed_on=today(),
        brought=brought,
    )
    supporter.seal_address(given.address)
    return supporter


def _consent(brought: BroughtList, supporter: Supporter, given: Given) -> Consent:
    return Consent(
        supporter=supporter,
        language=supporter.language,
        source=Consent.Source.IMPORT,
        given_on=given.given_on or brought.given_on,
        brought=brought,
    )


def _keep(brought: BroughtList, rows: list[Row], topics: dict[str, Any]) -> None:
    Newcomer.objects.bulk_create(_newcomer(brought, row, topics) for row in rows)


def _newcomer(brought: BroughtList, row: Row, topics: dict[str, Any]) -> Newcomer:
    given: Any = row.given
    newcomer = Newcomer(
        address_index=row.index,
        language=given.language or brought.language,
        region=given.region,
        rhythm=given.rhythm,
        topics=[str(topic) for topic in topics_of(given, topics)],
        given_on=given.given_on or brought.given_on,
        brought=brought,
    )
    newcomer.seal_address(given.address)
    return newcomer


def topics_of(given: Given, topics: dict[str, Any]) -> set[Any]:
    """Those that a tag names; other tags are not kept."""
    return {topics[tag] for tag in given.tags if tag in topics}
