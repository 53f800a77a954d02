"""Lagging: what readers of one language are missing, in portions that fit a screen."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation

from cms.comparing import Among, Lag, select, select_lags
from cms.demand import demand_for
from cms.narrowing import WHERE, Wish
from cms.parity import kind_named, kinds
from cms.reads import FEWEST, WEEK, Reads

# What readers are missing before what they are not, corrections first, then by how long.
FIRST_OWED = "is_owed DESC, is_urgent DESC, since NULLS LAST, translation_key"
KIND = "array_position(%s::int[], kind_id)"
# What two languages were read in a week of whole days; a few are as none.
READ = """
(SELECT CASE WHEN sum(number) >= %s THEN sum(number) ELSE 0 END FROM cms_reads AS read
WHERE read.translation_key = lag.translation_key AND NOT is_month AND day >= %s AND day < %s)
"""
ORDERS = {
    "": FIRST_OWED,
    "behind": "since DESC NULLS FIRST, translation_key",
    "-behind": "since NULLS LAST, translation_key",
    "title": "lower(title), translation_key",
    "-title": "lower(title) DESC, translation_key",
    "kind": f"{KIND}, translation_key",
    "-kind": f"{KIND} DESC, translation_key",
    "reads": f"{READ}, translation_key",
    "-reads": f"{READ} DESC, translation_key",
}
MOST_OWED = """
SELECT * FROM (
    SELECT lag.*, row_number() OVER (PARTITION BY language ORDER BY {order}) AS place
    FROM lag WHERE is_owed
) AS owed WHERE place <= %s ORDER BY language, place
""".replace("{order}", FIRST_OWED)


class Lags:
    """The pairs that a person may edit in at least one language.

    Asks the database whenever it is counted or sliced, and never holds more than the slice.
    """

    def __init__(self, user: AbstractBaseUser, wish: Wish, order: str = "") -> None:
        wanted = kind_named(wish.kind)
        self.among = Among([wanted] if wanted else kinds(), user)
        self.values = wish.values(user.pk)
        self.order = ORDERS.get(order, FIRST_OWED)

    def count(self) -> int:
        rows = select(self.among, "SELECT count(*) " + WHERE, self.values)
        return int(rows[0][0]) if rows else 0

    __len__ = count

    def __getitem__(self, part: slice) -> list[Lag]:
        query = " ".join(["SELECT lag.*", WHERE, "ORDER BY", self.order, "LIMIT %s OFFSET %s"])
        first = part.start or 0
        values = [*self.values, *self._order_values(), part.stop - first, first]
        return select_lags(self.among, query, values)

    def _order_values(self) -> list[Any]:
        if KIND in self.order:
            return [[kind.content_type_id for kind in kinds()]]
        today = timezone.localdate()
        return [FEWEST, today - timedelta(days=WEEK), today] if READ in self.order else []


class Tally(NamedTuple):
    """How many pairs stand alike."""

    language: str
    state: str
    is_owed: bool
    number: int


def tallies(user: AbstractBaseUser) -> list[Tally]:
    """All pairs that this person may edit, by the language that lags and how it stands."""
    query = "SELECT language, state, is_owed, count(*) FROM lag GROUP BY 1, 2, 3"
    return [Tally(*row) for row in select(Among(kinds(), user), query)]


def most_owed(user: AbstractBaseUser, *, each: int) -> list[Lag]:
    """What readers are missing right now, at most so many of each language."""
    return select_lags(Among(kinds(), user), MOST_OWED, [each])


def lags_of(pages: Iterable[Page]) -> dict[UUID, Lag]:
    """How the pairs of these pages stand, whoever asks. Titles come along: do not show them."""
    keys = [page.translation_key for page in pages]
    if not keys:
        return {}
    among = Among([kind for kind in kinds() if kind.is_page], keys=keys)
    return {lag.translation_key: lag for lag in select_lags(among, "SELECT lag.* FROM lag")}


def with_progress(lags: list[Lag]) -> list[Lag]:
    """The same, each that is translated by segments with how many of them are done."""
    keys = [lag.translation_key for lag in lags]
    rows = (
        _segments()
        .filter(source__object_id__in=keys)
        .values_list("source__object_id", "source__translations__target_locale__language_code")
    )
    counted = rows.annotate(done=Count("pk", filter=Q(is_done=True)), total=Count("pk"))
    found = {(key, language): (done, total) for key, language, done, total in counted.order_by()}
    return [replace(lag, progress=found.get((lag.translation_key, lag.language))) for lag in lags]


def with_demand(lags: list[Lag]) -> list[Lag]:
    """The same, each with how many readers wait to be told that this version is there."""
    waiting = demand_for(lag.translation_key for lag in lags)
    return [
        replace(lag, waiting=waiting.get((lag.translation_key, lag.language), 0)) for lag in lags
    ]


def with_reads(lags: list[Lag]) -> list[Lag]:
    """The same, each with how often its versions were read, and asked for where one is missing."""
    found = Reads.objects.readings([lag.translation_key for lag in lags])
    return [replace(lag, reads=tuple(found.get(lag.translation_key, ()))) for lag in lags]


def _segments() -> Any:
    """Every segment once for each language it is being translated into."""
    translated = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef("source__translations__target_locale_id"),
        has_error=False,
    )
    segments = StringSegment.objects.filter(source__translations__enabled=True)
    return segments.annotate(is_done=Exists(translated))
