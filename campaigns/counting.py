"""Counting: each confirmed signature enters the tallies once, by one tick a second, never by its
signer.

A signature is marked (`counted_at`) and added in one statement, so a crash, a second beat or a slow
commit can neither lose nor double it, and no row that readers need is ever contended.
"""

import logging

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Count

from campaigns.models import Signature, Tally
from campaigns.regions import area_of

log = logging.getLogger(__name__)
COUNT_LOCK = 7_101  # pg_advisory lock: two beats count once
COUNT_SQL = """
WITH newly AS (
    UPDATE campaigns_signature SET counted_at = clock_timestamp()
    WHERE confirmed_at IS NOT NULL AND counted_at IS NULL
    RETURNING petition_id, language, split_part(region, '-', 1) AS area
)
INSERT INTO campaigns_tally (petition_id, language, area, count)
SELECT petition_id, language, area, count(*) FROM newly GROUP BY 1, 2, 3
ON CONFLICT (petition_id, language, area)
DO UPDATE SET count = campaigns_tally.count + excluded.count
"""


def count() -> None:
    """Bring the tallies up to date; does nothing while another process is at it."""
    with transaction.atomic(), connection.cursor() as cursor:
        if _may_count(cursor):
            cursor.execute(COUNT_SQL)


def recount() -> int:
    """Compare every tally with its rows and mend it; returns how many were off, and
    reports them.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if not _may_count(cursor):
            return 0
        true_counts = _counts_by_rows()
        tallies = {_key(tally): tally for tally in Tally.objects.select_for_update()}
        off = [
            key for key in true_counts | tallies if _shown(tallies, key) != true_counts.get(key, 0)
        ]
        for petition_id, language, area in off:
            Tally.objects.update_or_create(
                petition_id=petition_id,
                language=language,
                area=area,
                defaults={"count": true_counts.get((petition_id, language, area), 0)},
            )
            log.error("the tally of petition %s in %s had drifted", petition_id, language)
    return len(off)


Key = tuple[int, str, str]


def _may_count(cursor: CursorWrapper) -> bool:
    cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [COUNT_LOCK])
    return cursor.fetchone()[0]


def _counts_by_rows() -> dict[Key, int]:
    counts: dict[Key, int] = {}
    rows = Signature.objects.exclude(counted_at=None).values_list(
        "petition_id", "language", "region"
    )
    for petition_id, language, region, number in rows.annotate(number=Count("pk")):
        key = (petition_id, language, area_of(region))
        counts[key] = counts.get(key, 0) + number
    return counts


def _key(tally: Tally) -> Key:
    return tally.petition_id, tally.language, tally.area


def _shown(tallies: dict[Key, Tally], key: Key) -> int:
    return tallies[key].count if key in tallies else 0
