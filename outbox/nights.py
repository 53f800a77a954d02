"""Nights: what waited for its language waits for its reader's morning too, once it may leave."""

from collections.abc import Iterable

from django.core.exceptions import EmptyResultSet
from django.db import connection

from outbox.broadcasts import Broadcast
from outbox.kinds import KINDS

PUT_OFF = """
    WITH asleep (pk, not_before) AS MATERIALIZED ({audience})
    UPDATE outbox_message SET not_before = asleep.not_before FROM asleep
    WHERE broadcast_id = %s AND language = ANY(%s) AND state = 'queued'
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
