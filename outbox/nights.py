"""Nights: what was gathered by day and has not left by night waits for its reader's morning too.

So it is for a language that was held, a broadcast that was paused, and one that takes hours.
"""

import logging
import time
from collections.abc import Iterable

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Now

from outbox.broadcasts import Broadcast
from outbox.kinds import KINDS
from outbox.models import Message, State
from outbox.replying import LANGUAGES

log = logging.getLogger(__name__)
AT_MOST = 50_000  # rows in one statement
RUN = 40  # seconds of one tick; the next one goes on
# Who is being claimed or marked just now is passed by, so this waits for nobody.
PUT_OFF = """
    WITH asleep (pk, not_before) AS MATERIALIZED ({audience}),
    awaited AS MATERIALIZED (
        SELECT message.id, asleep.not_before
        FROM outbox_message AS message JOIN asleep ON asleep.pk = message.subject_id
        WHERE message.broadcast_id = %s AND message.language = ANY(%s)
            AND message.state IN ('queued', 'deferred')
            AND message.not_before < asleep.not_before
        LIMIT %s
        FOR UPDATE OF message SKIP LOCKED
    )
    UPDATE outbox_message SET not_before = awaited.not_before, state = 'queued'
    FROM awaited WHERE outbox_message.id = awaited.id
"""


def keep_nights(
    broadcast: Broadcast, languages: Iterable[str], *, stop: float = float("inf")
) -> int:
    """Put off until the morning what waits in these languages for somebody who sleeps now, by the
    clock of where they live; returns how many. An urgent broadcast, and a kind that knows no night,
    wait for nobody. What waited for a server too has waited long enough by the morning. One
    statement for so many rows, until it is `stop` of `time.monotonic()`.
    """
    audience = KINDS[broadcast.kind].audience(broadcast)
    if broadcast.is_urgent or "not_before" not in audience.query.annotations:
        return 0
    asleep = audience.exclude(not_before=None).order_by().values_list("pk", "not_before")
    try:
        sql, params = asleep.query.sql_with_params()
    except EmptyResultSet:  # there are no quiet hours, or nobody
        return 0
    rows, terms = 0, [*params, broadcast.pk, sorted(languages), AT_MOST]
    while time.monotonic() < stop:
        with connection.cursor() as cursor:
            cursor.execute(PUT_OFF.format(audience=sql), terms)
            rows += cursor.rowcount
            if cursor.rowcount < AT_MOST:
                break
    return rows


def keep_all_nights() -> None:
    """The tick, also for what is held or paused, so that little is left to do when it may leave.
    What became urgent while the last tick put its readers off wakes them after all. One that cannot
    be kept from the night keeps no other from it.
    """
    stop = time.monotonic() + RUN
    for broadcast in Broadcast.objects.under_way().order_by("pk"):
        try:
            _keep_night(broadcast, stop)
        except Exception as error:  # noqa: BLE001 - whatever its audience raises
            log.error("the night of broadcast %s: %s", broadcast.pk, type(error).__name__)


def _keep_night(broadcast: Broadcast, stop: float) -> None:
    if broadcast.is_urgent:
        wake(broadcast.pk)
    else:
        keep_nights(broadcast, LANGUAGES, stop=stop)


def asleep(broadcast_pk: int) -> QuerySet[Message]:
    """What waits for its reader's morning."""
    return Message.objects.filter(broadcast=broadcast_pk, state=State.QUEUED, not_before__gt=Now())


def wake(broadcast_pk: int) -> int:
    """Wait for nobody's morning; returns how many waited for theirs."""
    return asleep(broadcast_pk).update(not_before=Now())
