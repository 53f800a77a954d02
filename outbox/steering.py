"""Steering: a broadcast can be paused, resumed, cancelled, opened in one more language, and given a
mended text; what has left has left.

Each deed is noted in the audit log, with the user who did it, or nobody for a rule or a tick.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from outbox.broadcasts import Broadcast, BroadcastState, Why
from outbox.models import Message, Queue, State
from outbox.posting import ring_for
from vault.auditing import note

ENDED = (BroadcastState.DONE, BroadcastState.CANCELLED)
# What the audit log calls the deeds; a reason or a language follows the first and the third.
PAUSED, RESUMED, OPENED = "broadcast.paused", "broadcast.resumed", "broadcast.opened"
CANCELLED, RENEWED = "broadcast.cancelled", "broadcast.renewed"
RESENT, RETRIED = "broadcast.resent", "broadcast.retried"


class NotPossible(Exception):
    """The broadcast is over, or not in the state that this needs."""


@transaction.atomic
def pause(broadcast_pk: int, why: str = Why.PERSON, *, by: int | None = None) -> None:
    """No letter starts a second from now. Raises NotPossible."""
    _change(broadcast_pk, {BroadcastState.SENDING}, state=BroadcastState.PAUSED, why=why)
    note(f"{PAUSED}.{why}", broadcast_pk, by=by)


@transaction.atomic
def resume(broadcast_pk: int, *, by: int | None = None) -> None:
    """Go on where it stood. Raises NotPossible."""
    _change(broadcast_pk, {BroadcastState.PAUSED}, state=BroadcastState.SENDING, why="")
    note(RESUMED, broadcast_pk, by=by)
    ring_for(Queue.BULK)


@transaction.atomic
def cancel(broadcast_pk: int, *, by: int | None = None) -> None:
    """For good: who has not got it does not get it. Its rows are marked by a tick, because there
    may be a million (outbox/finishing.py). Raises NotPossible.
    """
    may = {BroadcastState.GATHERING, BroadcastState.SENDING, BroadcastState.PAUSED}
    _change(broadcast_pk, may, state=BroadcastState.CANCELLED, why="", finished_at=timezone.now())
    note(CANCELLED, broadcast_pk, by=by)


def open_languages(broadcast_pk: int, languages: Iterable[str], *, by: int | None = None) -> None:
    """Let these languages leave too. Raises NotPossible."""
    languages = set(languages)
    with transaction.atomic():
        broadcast = Broadcast.objects.select_for_update().get(pk=broadcast_pk)
        if broadcast.is_over:
            raise NotPossible(broadcast_pk)
        for language in sorted({*languages} - {*broadcast.languages}):
            note(f"{OPENED}.{language}", broadcast_pk, by=by)
        broadcast.languages = sorted({*broadcast.languages, *languages})
        broadcast.save(update_fields=["languages"])
        ring_for(Queue.BULK)


@transaction.atomic
def renew(broadcast_pk: int, *, by: int | None = None) -> None:
    """Its text was mended: what has not left gets the new one. Raises NotPossible."""
    left = Broadcast.objects.filter(pk=broadcast_pk).exclude(state__in=ENDED)
    if not left.update(version=F("version") + 1):
        raise NotPossible(broadcast_pk)
    note(RENEWED, broadcast_pk, by=by)


def send_unknown(broadcast_pk: int, *, by: int | None = None) -> int:
    """Send once more, under the same Message-ID, what may or may not have arrived; returns how
    many. A person's decision. Raises NotPossible.
    """
    with transaction.atomic():
        if Broadcast.objects.filter(pk=broadcast_pk, state=BroadcastState.CANCELLED).exists():
            raise NotPossible(broadcast_pk)
        unknown = Message.objects.filter(broadcast=broadcast_pk, state=State.UNKNOWN)
        number = unknown.update(state=State.QUEUED, error_code="")
        if number:
            reopen(broadcast_pk)
            note(RESENT, broadcast_pk, by=by, number=number)
    return number


def reopen(broadcast_pk: int) -> None:
    """Messages of it wait again."""
    done = Broadcast.objects.filter(pk=broadcast_pk, state=BroadcastState.DONE)
    done.update(state=BroadcastState.SENDING, finished_at=None)
    ring_for(Queue.BULK)


def _change(broadcast_pk: int, states: set[BroadcastState], **facts: object) -> None:
    if not Broadcast.objects.filter(pk=broadcast_pk, state__in=states).update(**facts):
        raise NotPossible(broadcast_pk)
