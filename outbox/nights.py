"""Nights: what was gathered by day and has not left by night waits for its reader's morning too.

So it is for a language that was held, a broadcast that was paused, and one that takes hours.
"""

from collections.abc import Iterable

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Now

from outbox.broadcasts import Broadcast
from outbox.kinds import KINDS
from outbox.models import Message, State

PUT_OFF = """
    WITH asleep (pk, not_before) AS MATERIALIZED ({audience})
    UPDATE outbox_message SET not_before = asleep.not_before FROM asleep
    WHERE broadcast_id = %s AND language = ANY(%s) AND state IN ('queued', 'deferred')
        AND subject_id = asleep.pk AND outbox_message.not_before < asleep.not_before
"""


def keep_nights(broadcast: Broadcast, languages: Iterable[str]) -> int:
    """Put off until the morning what waits in these languages for somebody who sleeps now, by the
    clock of where they live; returns how many. An urgent broadcast, and a kind that knows no night,
    wait for nobody. One statement.
    """
    audience = KINDS[broadcast.kind].audience(broadcast)
    if broadcast.is_urgent or "not_before" not in audience.query.annotations:
        return 0
    asleep = audience.exclude(not_before=None).order_by().values_list("pk", "not_before")
    try:
        sql, params = asleep.query.sql_with_params()
    except EmptyResultSet:  # there are no quiet hours, or nobody
        return 0
    with connection.cursor() as cursor:
        cursor.execute(PUT_OFF.format(audience=sql), [*params, broadcast.pk, sorted(languages)])
        return cursor.rowcount


def keep_all_nights() -> None:
    """The tick, for broadcasts that take hours. One that became urgent while the last tick put its
    readers off wakes them after all.
    """
    for broadcast in Broadcast.objects.leaving():
        if broadcast.is_urgent:
            wake(broadcast.pk)
        else:
            keep_nights(broadcast, broadcast.languages)


def asleep(broadcast_pk: int) -> QuerySet[Message]:
    """What waits for its reader's morning."""
    return Message.objects.filter(broadcast=broadcast_pk, state=State.QUEUED, not_before__gt=Now())


def wake(broadcast_pk: int) -> int:
    """Wait for nobody's morning; returns how many waited for theirs."""
    return asleep(broadcast_pk).update(not_before=Now())
