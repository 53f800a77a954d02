"""Counting: each signature that counts enters the journals once, by one tick a second, never by
its signer.

A signature is marked (`counted_at`) and added to all three journals in one statement, and taken out
the same way once it counts no more: a crash, a second beat or a slow commit can neither lose nor
double it, and no row that readers need is ever contended.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Count
from django.utils import timezone

from campaigns.models import DayTally, Signature, SourceTally, Tally
from campaigns.regions import area_of
from campaigns.tallies import Journal
from vault import figures
from vault.locks import Lock

log = logging.getLogger(__name__)
DRIFT = "signatures.drift"  # the figure of the last recount
MOVE_SQL = """
WITH moved AS (
    UPDATE campaigns_signature
    SET counted_at = CASE WHEN {becomes} THEN clock_timestamp() END
    WHERE {which}
    RETURNING petition_id, language, split_part(region, '-', 1) AS area, source, is_in_person,
        CASE WHEN {becomes} THEN 1 ELSE -1 END AS step
), by_area AS (
    INSERT INTO campaigns_tally (petition_id, language, area, is_in_person, count)
    SELECT petition_id, language, area, is_in_person, sum(step) FROM moved GROUP BY 1, 2, 3, 4
    ON CONFLICT (petition_id, language, area, is_in_person)
    DO UPDATE SET count = campaigns_tally.count + excluded.count
), by_source AS (
    INSERT INTO campaigns_sourcetally (petition_id, language, source, is_in_person, count)
    SELECT petition_id, language, source, is_in_person, sum(step) FROM moved GROUP BY 1, 2, 3, 4
    ON CONFLICT (petition_id, language, source, is_in_person)
    DO UPDATE SET count = campaigns_sourcetally.count + excluded.count
)
INSERT INTO campaigns_daytally (petition_id, language, day, is_in_person, count)
SELECT petition_id, language, (clock_timestamp() AT TIME ZONE 'UTC')::date, is_in_person, sum(step)
FROM moved GROUP BY 1, 2, 3, 4
ON CONFLICT (petition_id, language, day, is_in_person)
DO UPDATE SET count = campaigns_daytally.count + excluded.count
"""
COUNT_SQL = MOVE_SQL.format(
    becomes="counts",
    which="(counts AND counted_at IS NULL) OR (NOT counts AND counted_at IS NOT NULL)",
)
UNCOUNT_SQL = MOVE_SQL.format(becomes="false", which="id = ANY(%s) AND counted_at IS NOT NULL")


Key = tuple[int, str, bool, str]  # petition, language, in person, and the journal's own field


def count() -> None:
    """Bring the journals up to date; does nothing while another process is at it."""
    with transaction.atomic(), connection.cursor() as cursor:
        if _may_count(cursor):
            cursor.execute(COUNT_SQL)


def uncount(signatures: Iterable[int]) -> None:
    """Take these rows (ids) out of the journals, before their language, region or source changes.

    Waits for a running count. Within the caller's transaction; the next tick counts them anew.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.COUNT_SIGNATURES])
        cursor.execute(UNCOUNT_SQL, [list(signatures)])


def recount() -> int:
    """Compare every journal with its rows and mend it; returns how many entries were off, and
    reports them.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if not _may_count(cursor):
            return 0
        off = _mend(Tally, "area", _rows_by("region", area_of))
        off += _mend(SourceTally, "source", _rows_by("source", str))
        off += _mend_days(_rows_by("language", lambda _language: ""))
        figures.keep(DRIFT, off)
    return off


def _may_count(cursor: CursorWrapper) -> bool:
    cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [Lock.COUNT_SIGNATURES])
    return cursor.fetchone()[0]


def _rows_by(field: str, entry_of: Callable[[str], str]) -> Mapping[Key, int]:
    """What a journal should say, counted from the rows that were counted."""
    counted = Signature.objects.exclude(counted_at=None)
    rows = counted.values_list("petition_id", "language", "is_in_person", field)
    counts: Counter[Key] = Counter()
    for petition_id, language, in_person, value, number in rows.annotate(number=Count("pk")):
        counts[petition_id, language, in_person, entry_of(value)] += number
    return counts


def _mend(journal: type[Journal], field: str, true: Mapping[Key, int]) -> int:
    rows = journal.objects.select_for_update()
    stand = {
        (row.petition_id, row.language, row.is_in_person, getattr(row, field)): row.count
        for row in rows
    }
    off = [key for key in {*true, *stand} if true.get(key, 0) != stand.get(key, 0)]
    for key in off:
        petition_id, language, in_person, entry = key
        journal.objects.update_or_create(
            petition_id=petition_id,
            language=language,
            is_in_person=in_person,
            **{field: entry},
            defaults={"count": true.get(key, 0)},
        )
        _report(journal, petition_id, language)
    return len(off)


def _mend_days(true: Mapping[Key, int]) -> int:
    """Past days cannot be counted again: what is missing in all of them is added to today."""
    stand: Counter[Key] = Counter()
    for row in DayTally.objects.select_for_update():
        stand[row.petition_id, row.language, row.is_in_person, ""] += row.count
    off = [key for key in {*true, *stand} if true.get(key, 0) != stand[key]]
    for key in off:
        petition_id, language, in_person, _entry = key
        today, _made = DayTally.objects.get_or_create(
            petition_id=petition_id,
            language=language,
            is_in_person=in_person,
            day=timezone.now().date(),
        )
        today.count += true.get(key, 0) - stand[key]
        today.save(update_fields=["count"])
        _report(DayTally, petition_id, language)
    return len(off)


def _report(journal: type[Journal], petition_id: int, language: str) -> None:
    name = journal._meta.model_name
    log.error("the %s of petition %s in %s had drifted", name, petition_id, language)
