"""How often a page was asked for: a number for each page, language and day, and nothing of who.

A row keeps no hour, no address, no browser and no way from one page to the next.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, models
from django.utils import timezone

# A page that one person alone knows of must not tell its sender that it was opened.
FEWEST = 5
WEEK = 7
DAYS_KEPT = 400  # then the days of a month become one number
ADD = """
INSERT INTO cms_reads (translation_key, language, is_courtesy, is_month, day, number)
SELECT asked.translation_key, asked.language, asked.is_courtesy, FALSE, asked.day, asked.number
FROM unnest(%s::uuid[], %s::text[], %s::boolean[], %s::date[], %s::int[])
    AS asked (translation_key, language, is_courtesy, day, number)
WHERE EXISTS (SELECT FROM cms_pair AS pair WHERE pair.translation_key = asked.translation_key)
ORDER BY 1, 2, 3, 5
ON CONFLICT ON CONSTRAINT reads_once
DO UPDATE SET number = cms_reads.number + EXCLUDED.number
"""
FOLD = """
WITH gone AS (DELETE FROM cms_reads WHERE NOT is_month AND day < %s RETURNING *),
made AS (
    INSERT INTO cms_reads (translation_key, language, is_courtesy, is_month, day, number)
    SELECT translation_key, language, is_courtesy, TRUE, date_trunc('month', day)::date, sum(number)
    FROM gone GROUP BY 1, 2, 3, 5
    ON CONFLICT ON CONSTRAINT reads_once
    DO UPDATE SET number = cms_reads.number + EXCLUDED.number
)
SELECT count(*) FROM gone
"""


class Read(NamedTuple):
    """One page in one language on one day. `is_courtesy`: it was asked for where it is missing."""

    translation_key: UUID
    language: str
    is_courtesy: bool
    day: date


class Reading(NamedTuple):
    """How often one version was read: yesterday, and in a week of whole days."""

    language: str
    is_courtesy: bool
    yesterday: int
    week: int


class ReadsQuerySet(models.QuerySet["Reads"]):
    def add(self, counts: Mapping[Read, int]) -> None:
        """In one statement; pages that Hub does not know are left out."""
        columns = [list(column) for column in zip(*counts, strict=True)]
        if columns:
            with connection.cursor() as cursor:
                cursor.execute(ADD, [*columns, list(counts.values())])

    def of(self, keys: Collection[UUID]) -> "ReadsQuerySet":
        return self.filter(translation_key__in=keys)

    def in_the_last(self, days: int) -> "ReadsQuerySet":
        """Of so many whole days, yesterday the last: a number that grows while somebody watches
        would tell when a page is opened.
        """
        today = timezone.localdate()
        return self.filter(is_month=False, day__lt=today, day__gte=today - timedelta(days=days))

    def readings(self, keys: Collection[UUID]) -> dict[UUID, list[Reading]]:
        """Of each pair; what nobody read is left out."""
        rows = self.of(keys).in_the_last(WEEK).order_by("language", "is_courtesy")
        yesterday = models.Q(day=timezone.localdate() - timedelta(days=1))
        of_yesterday = models.Sum("number", filter=yesterday, default=0)
        found: dict[UUID, list[Reading]] = {}
        for key, *facts in rows.values_list("translation_key", "language", "is_courtesy").annotate(
            yesterday=of_yesterday, week=models.Sum("number")
        ):
            found.setdefault(key, []).append(Reading(*facts))
        return found

    def fold_months(self) -> int:
        """Months that are over for `DAYS_KEPT` days become one row each; returns the days gone."""
        last = (timezone.localdate() - timedelta(days=DAYS_KEPT)).replace(day=1)
        with connection.cursor() as cursor:
            cursor.execute(FOLD, [last])
            return cursor.fetchone()[0]


class Reads(models.Model):
    translation_key = models.UUIDField()
    language = models.CharField(max_length=2)
    is_courtesy = models.BooleanField(default=False)
    is_month = models.BooleanField(default=False)
    day = models.DateField()  # the first one, where it stands for a month
    number = models.PositiveBigIntegerField()

    objects: Any = ReadsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "language", "is_courtesy", "is_month", "day"],
                name="reads_once",
            )
        ]
        indexes = [models.Index(fields=["day"], name="reads_day")]

    def __str__(self) -> str:
        return f"reads {self.pk}"


class ReadLog(models.Model):
    """How far a file of the proxy has been counted; moved in the transaction of its counts."""

    name = models.CharField(max_length=40, unique=True)
    inode = models.PositiveBigIntegerField(default=0)
    offset = models.PositiveBigIntegerField(default=0)
    day = models.DateField()

    def __str__(self) -> str:
        return f"log {self.name}"


def shown(number: int) -> int | None:
    """The number as people may see it; None: fewer than `FEWEST`, none included."""
    return number if number >= FEWEST else None
