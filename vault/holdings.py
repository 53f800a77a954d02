"""Holdings: what there is that somebody could order us to give, told by each app of its own rows.

An app registers in `AppConfig.ready`; home/giving.py makes a page of it. Numbers are coarse: one
that moves when a single person signs would tell when they did.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

FEWEST = 100
MOST = 100_000  # rows that are counted: the price of the page does not grow with what there is


class About(StrEnum):
    """Of whom something tells; each is a part of the page."""

    SIGNERS = "signers"
    SUBSCRIBERS = "subscribers"
    SOURCES = "sources"
    READERS = "readers"
    MAIL = "mail"
    STAFF = "staff"


class Lies(StrEnum):
    """In what form it lies here, and so what an order would bring."""

    OPEN = "open"  # readable
    SEALED = "sealed"  # opened with keys that are on this server
    APART = "apart"  # opened with keys that are not
    DIGEST = "digest"  # asked whether one address is in it, and not read
    NUMBERS = "numbers"


@dataclass(frozen=True)
class Holding:
    """`what` and `until` are in the active language; `rows` are what is counted, unless empty."""

    about: About
    what: str
    lies: Lies
    until: str
    rows: QuerySet


Source = Callable[[], Sequence[Holding]]
SOURCES: list[Source] = []


def register_holdings(source: Source) -> None:
    """Name a function that tells, in the active language, what an app holds."""
    if source not in SOURCES:
        SOURCES.append(source)


def all_holdings() -> list[Holding]:
    return [holding for source in SOURCES for holding in source()]


def count_coarsely(holdings: Sequence[Holding]) -> list[int | None]:
    """How many rows each has, rounded down to one figure; None: fewer than `FEWEST`, or none.

    One statement. `MOST` is said of what has more.
    """
    parts: list[str] = []
    values: list[Any] = []
    for holding in holdings:
        try:
            rows = holding.rows.order_by().values("pk")[:MOST]
            query, parameters = rows.query.sql_with_params()
        except EmptyResultSet:
            query, parameters = "SELECT 1 WHERE FALSE", ()
        parts.append("(SELECT count(*) FROM ({}) AS counted)".format(query))  # noqa: S608, UP032
        values += parameters
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), values)
        return [coarse(number) for number in cursor.fetchone()]


def coarse(number: int) -> int | None:
    if number < FEWEST:
        return None
    unit = 10 ** (len(str(number)) - 1)
    return number // unit * unit
