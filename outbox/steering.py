"""Steering: a broadcast can be paused, resumed, cancelled, opened in one more language, and given a
mended text; what has left has left.

Each deed is noted in the audit log, with the user who did it, or nobody for a rule or a tick.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from outbox.broadcasts import Broadcast, BroadcastState, Why
from outbox.finishing import AT_MOST
from outbox.kinds import KINDS
from outbox.models import WAITING, Message, Pulse, Queue, State
from outbox.nights import keep_nights, wake
from outbox.posting import ring_for
from vault.auditing import note

ENDED = (BroadcastState.DONE, BroadcastState.CANCELLED)
NOT_OVER = {BroadcastState.GATHERING, BroadcastState.SENDING, BroadcastState.PAUSED}
# What the audit log calls the deeds; a reason or a language follows the first and the third.
PAUSED, RESUMED, OPENED = "broadcast.paused", "broadcast.resumed", "broadcast.opened"
CANCELLED, RENEWED = "broadcast.cancelled", "broadcast.renewed"
RESENT, RETRIED = "broadcast.resent", "broadcast.retried"
AT_ONCE = "broadcast.sent_at_once"
LOOK_FIRST = timedelta(days=1)


class NotPossible(Exception):
    """The broadcast is over, or not in the state that this needs."""


@transaction.atomic
def pause(
    broadcast_pk: int, why: str = Why.PERSON, where: str = "", *, by: int | None = None
) -> None:
    """No letter starts a second from now; `where` is the group of mailboxes that was the reason.
    What waits for its time can be paused too. Raises NotPossible.
    """
    paused = {"state": BroadcastState.PAUSED, "why": why, "where": where}
    if not Broadcast.objects.pausable().filter(pk=broadcast_pk).update(**paused):
        raise NotPossible(broadcast_pk)
    note(f"{PAUSED}.{why}", broadcast_pk, by=by)


def pause_all() -> None:
    """After a restore: nobody knows here who got it since. What is being sent or waits for its time
    is paused, what is half addressed does not begin for a day, so that a person looks first.
    """
    for pk in Broadcast.objects.pausable().values_list("pk", flat=True):
        pause(pk)
    Broadcast.objects.gathering().update(not_before=timezone.now() + LOOK_FIRST)


@transaction.atomic
def resume(broadcast_pk: int, *, by: int | None = None) -> None:
    """Go on where it stood, but at nobody's night; what servers said until now counts no more.
    Raises NotPossible.
    """
    broadcast = Broadcast.objects.get(pk=broadcast_pk)
    to = BroadcastState.GATHERING if broadcast.is_ungathered else BroadcastState.SENDING
    _change(broadcast_pk, {BroadcastState.PAUSED}, state=to, why="", where="")
    keep_nights(broadcast, broadcast.languages)
    Pulse.objects.filter(broadcast=broadcast_pk).delete()
    note(RESUMED, broadcast_pk, by=by)
    ring_for(Queue.BULK)


@transaction.atomic
def cancel(broadcast_pk: int, *, by: int | None = None) -> None:
    """For good: who has not got it does not get it. Its rows are marked by a tick, because there
    may be a million (outbox/finishing.py); the app whose kind it is hears of it at once. Raises
    NotPossible.
    """
    over = {"state": BroadcastState.CANCELLED, "why": "", "finished_at": timezone.now()}
    _change(broadcast_pk, NOT_OVER, **over)
    note(CANCELLED, broadcast_pk, by=by)
    broadcast = Broadcast.objects.get(pk=broadcast_pk)
    kind = KINDS.get(broadcast.kind)
    if kind and kind.cancelled:
        kind.cancelled(broadcast)


def open_languages(broadcast_pk: int, languages: Iterable[str], *, by: int | None = None) -> None:
    """Let these languages leave too, but at nobody's night. Raises NotPossible."""
    languages = set(languages)
    with transaction.atomic():
        broadcast = Broadcast.objects.select_for_update().get(pk=broadcast_pk)
        if broadcast.is_over:
            raise NotPossible(broadcast_pk)
        new = sorted(languages - {*broadcast.languages})
        for language in new:
            note(f"{OPENED}.{language}", broadcast_pk, by=by)
        keep_nights(broadcast, new)
        broadcast.languages = sorted({*broadcast.languages, *languages})
        broadcast.save(update_fields=["languages"])
        ring_for(Queue.BULK)


def hold_languages(broadcast_pk: int, languages: Iterable[str]) -> None:
    """What has not left in these languages waits for `open_languages`. Raises NotPossible."""
    with transaction.atomic():
        broadcast = Broadcast.objects.select_for_update().get(pk=broadcast_pk)
        if broadcast.is_over:
            raise NotPossible(broadcast_pk)
        broadcast.languages = sorted({*broadcast.languages} - {*languages})
        broadcast.save(update_fields=["languages"])


def spare_language(broadcast_pk: int, language: str) -> int:
    """Cancel what waits in a language that is held, so many at a time; returns how many."""
    waiting = Message.objects.filter(
        broadcast=broadcast_pk, language=language, state__in=WAITING
    ).order_by("pk")
    rows = Message.objects.filter(pk__in=waiting.values("pk")[:AT_MOST])
    return rows.update(state=State.CANCELLED)


@transaction.atomic
def send_at_once(broadcast_pk: int, *, by: int | None) -> int:
    """Wait for no reader's morning: a person's decision, which is logged. Returns how many waited
    for theirs. Raises NotPossible.
    """
    _change(broadcast_pk, NOT_OVER, is_urgent=True)
    number = wake(broadcast_pk)
    note(AT_ONCE, broadcast_pk, by=by, waiting=number)
    ring_for(Queue.BULK)
    return number


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
    """Messages of it wait again, at night for the morning."""
    done = Broadcast.objects.filter(pk=broadcast_pk, state=BroadcastState.DONE)
    done.update(state=BroadcastState.SENDING, finished_at=None)
    broadcast = Broadcast.objects.get(pk=broadcast_pk)
    keep_nights(broadcast, broadcast.languages)
    ring_for(Queue.BULK)


def _change(broadcast_pk: int, states: set[BroadcastState], **facts: object) -> None:
    if not Broadcast.objects.filter(pk=broadcast_pk, state__in=states).update(**facts):
        raise NotPossible(broadcast_pk)
