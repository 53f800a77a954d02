"""Counting: the numbers of an open broadcast, kept on its row, so that no screen counts messages.

A count walks over all rows of a broadcast: no index bounds it, because the rows just changed (a
million take a third of a second). So a tick counts, and rests in proportion to what it took.
"""

import time
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from outbox.broadcasts import Broadcast
from vault.locks import Lock

SHARE = 0.05  # of the time may go into counting one broadcast
OFTEN = timedelta(seconds=1.5)  # at most; the tick comes every other second
LATELY = 60  # seconds over which the pace is measured
GRAIN = 10  # seconds in which letters are counted together
STEPS = (10, 30, 60, 300, 900, 3_600, 21_600, 86_400, 604_800)  # seconds in a bar
MOST_BARS = 60

COUNT = """
    SELECT language, state,
        EXTRACT(epoch FROM date_bin('10 seconds', sent_at, 'epoch'))::bigint AS moment,
        count(*),
        count(*) FILTER (WHERE sent_at > statement_timestamp() - interval '60 seconds')
    FROM outbox_message WHERE broadcast_id = %s GROUP BY 1, 2, 3
"""

Numbers = Mapping[str, Mapping[str, int]]  # messages by language and state
Moments = Mapping[str, Mapping[int, int]]  # letters by language and second


def count() -> int:
    """Count the open broadcasts whose turn it is; returns how many."""
    counted = 0
    for broadcast in Broadcast.objects.unended():
        counted += _is_due(broadcast) and keep_count(broadcast)
    return counted


def keep_count(broadcast: Broadcast) -> bool:
    """Note its numbers on its row; False while somebody else does."""
    with transaction.atomic(), connection.cursor() as cursor:
        lock = [Lock.COUNT_BROADCAST, broadcast.pk]
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", lock)
        if not cursor.fetchone()[0]:
            return False
        facts = {"counted": measured(broadcast), "counted_at": timezone.now()}
        Broadcast.objects.filter(pk=broadcast.pk).update(**facts)
    return True


def measured(broadcast: Broadcast) -> dict[str, Any]:
    """`numbers` by language and state, `lately` accepted by language, `bars` over time, and what
    counting took in seconds.
    """
    start = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [broadcast.pk])
        rows = cursor.fetchall()
    numbers: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    moments: dict[str, dict[int, int]] = defaultdict(dict)
    lately: dict[str, int] = defaultdict(int)
    for language, state, moment, number, late in rows:
        numbers[language][state] += number
        lately[language] += late
        if moment is not None:
            moments[language][moment] = moments[language].get(moment, 0) + number
    return {
        "numbers": numbers,
        "lately": lately,
        "bars": bars(moments),
        "took": round(time.monotonic() - start, 3),
    }


def bars(moments: Moments) -> dict[str, Any]:
    """At most sixty bars of one length: `step` seconds, `first` as a second of the epoch, and the
    letters of each by language; nothing where nothing left.
    """
    seconds = [second for each in moments.values() for second in each]
    if not seconds:
        return {}
    length = max(seconds) - min(seconds) + GRAIN
    step = next((step for step in STEPS if length <= step * (MOST_BARS - 1)), STEPS[-1])
    first = min(seconds) // step * step
    places = (max(seconds) - first) // step + 1
    sent = {language: [0] * places for language in moments}
    for language, each in moments.items():
        for second, number in each.items():
            sent[language][(second - first) // step] += number
    return {"step": step, "first": first, "sent": sent}


def first_moment(counted: Mapping[str, Any]) -> datetime | None:
    """When the first bar begins."""
    found = counted.get("bars") or {}
    return datetime.fromtimestamp(found["first"], UTC) if found else None


def _is_due(broadcast: Broadcast) -> bool:
    if broadcast.counted_at is None:
        return True
    rest = max(OFTEN, timedelta(seconds=broadcast.counted.get("took", 0) / SHARE))
    return timezone.now() - broadcast.counted_at >= rest
