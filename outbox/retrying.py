"""Retrying: what failed for a reason that has passed is sent again; a dead mailbox never is."""

from collections.abc import Collection

from django.db import transaction
from django.db.models.functions import Now

from outbox.broadcasts import Broadcast, BroadcastState
from outbox.explaining import PASSING, RETRIABLE, Cause, cause_of
from outbox.models import Message, MessageQuerySet, Queue, State
from outbox.posting import ring_for
from outbox.steering import RETRIED, NotPossible, reopen
from vault.auditing import note

RETRIED_PERSONAL = "outbox.retried"  # its subject is nothing: it is about many messages


@transaction.atomic
def retry(broadcast_pk: int, causes: Collection[Cause] = PASSING, *, by: int | None = None) -> int:
    """Let the letters of a broadcast that failed for these reasons wait again; returns how many.
    Raises NotPossible.
    """
    broadcast = Broadcast.objects.select_for_update().get(pk=broadcast_pk)
    if broadcast.state == BroadcastState.CANCELLED:
        raise NotPossible(broadcast_pk)
    number = _again(Message.objects.filter(broadcast=broadcast), causes)
    if number:
        reopen(broadcast_pk)
        note(RETRIED, broadcast_pk, by=by, number=number)
    return number


@transaction.atomic
def retry_personal(causes: Collection[Cause] = PASSING, *, by: int | None = None) -> int:
    """The same for mail to one person."""
    personal = Message.objects.filter(queue=Queue.TX, broadcast=None)
    number = _again(personal, causes)
    if number:
        note(RETRIED_PERSONAL, 0, by=by, number=number)
        ring_for(Queue.TX)
    return number


def _again(rows: MessageQuerySet, causes: Collection[Cause]) -> int:
    failed = rows.troubled().filter(state=State.FAILED)
    wanted = RETRIABLE.intersection(causes)
    codes = [
        code
        for code in failed.order_by().values_list("error_code", flat=True).distinct()
        if cause_of(State.FAILED, code) in wanted
    ]
    fresh = {"state": State.QUEUED, "error_code": "", "attempts": 0, "outages": 0}
    return failed.filter(error_code__in=codes).update(**fresh, not_before=Now())
