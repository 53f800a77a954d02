"""Gathering: a broadcast gets its messages, one for each reader, by statements over whole sets.

A slice is one statement and one transaction; whoever repeats it, or goes on after a crash, adds
nobody twice. Nothing leaves before all slices are there. What leaves at a later time is gathered
shortly before it, by the sweep.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import DateTimeField, QuerySet, Value

from outbox.broadcasts import Broadcast, BroadcastState
from outbox.kinds import KINDS
from outbox.models import Queue
from outbox.posting import ring_for
from vault.locks import Lock
from vault.ringing import ring

SLICE = 50_000  # readers of one statement: seconds, not minutes

PUT = """
    WITH slice (pk, language, not_before) AS MATERIALIZED ({audience}),
    put AS (
        INSERT INTO outbox_message
            (public_id, kind, subject_id, language, version, queue, broadcast_id, state,
             attempts, outages, not_before, error_code, created_at)
        SELECT gen_random_uuid(), %s, slice.pk, slice.language, 1, %s, %s, 'queued',
               0, 0, COALESCE(slice.not_before::timestamptz, statement_timestamp()), '',
               statement_timestamp()
        FROM slice
        ON CONFLICT (broadcast_id, subject_id) WHERE broadcast_id IS NOT NULL DO NOTHING
    )
    SELECT max(pk) FROM slice
"""


def start(
    kind: str,
    subject_id: int,
    *,
    languages: Iterable[str],
    not_before: datetime | None = None,
    by: Any = None,
) -> Broadcast:
    """Send this to its audience, in these languages now and in others once they are opened.

    Asking again changes nothing: there is one broadcast of a kind and subject.
    """
    facts: dict[str, Any] = {"languages": list(languages), "by": by}
    if not_before:
        facts["not_before"] = not_before
    with transaction.atomic():
        broadcast, is_new = Broadcast.objects.get_or_create(
            kind=kind, subject_id=subject_id, defaults=facts
        )
        if is_new:
            ring("outbox.gather", broadcast.pk)
    return broadcast


def gather(broadcast_pk: int) -> bool:
    """Gather the next slice; True if there may be more. Not in a transaction."""
    with transaction.atomic(durable=True):
        if not _is_ours(broadcast_pk):
            return False
        broadcast = Broadcast.objects.to_be_gathered().filter(pk=broadcast_pk).first()
        if broadcast is None:
            return False
        last = _put(broadcast, KINDS[broadcast.kind].audience(broadcast))
        ours = Broadcast.objects.gathering().filter(pk=broadcast_pk)
        if last is None:
            ours.update(state=BroadcastState.SENDING)
            ring_for(Queue.BULK)
            return False
        ours.update(gathered_to=last)
    return True


def gather_all(broadcast_pk: int) -> None:
    """Every slice that is left; the sweep goes on where a worker dies."""
    while gather(broadcast_pk):
        pass


def _is_ours(broadcast_pk: int) -> bool:
    with connection.cursor() as cursor:
        lock = [Lock.GATHER_BROADCAST, broadcast_pk]
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", lock)
        return bool(cursor.fetchone()[0])


def _put(broadcast: Broadcast, audience: QuerySet) -> int | None:
    """The last subject of the slice; None when nobody was left."""
    if broadcast.is_urgent or "not_before" not in audience.query.annotations:
        audience = audience.annotate(not_before=Value(None, output_field=DateTimeField()))
    rest = audience.filter(pk__gt=broadcast.gathered_to).order_by("pk")[:SLICE]
    sql, params = rest.values_list("pk", "language", "not_before").query.sql_with_params()
    said = [*params, broadcast.kind, Queue.BULK, broadcast.pk]
    with connection.cursor() as cursor:
        cursor.execute(PUT.format(audience=sql), said)
        return cursor.fetchone()[0]
