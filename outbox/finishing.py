"""Finishing: a broadcast that nobody waits for any more keeps its numbers; its rows go later."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import Now
from django.utils import timezone

from outbox.broadcasts import Broadcast, BroadcastState
from outbox.models import FINISHED, WAITING, Message, State
from outbox.tallying import measured

KEEP = timedelta(days=30)  # the rows of a finished broadcast
AT_MOST = 20_000  # rows cancelled or deleted at a time

Tally = dict[str, dict[str, int]]


def tally_of(broadcast: Broadcast) -> Tally:
    """Messages by language and state, as they stand now; the kept ones once the rows are gone."""
    if broadcast.tally and broadcast.is_over:
        return broadcast.tally
    counted: Tally = defaultdict(dict)
    rows = Message.objects.filter(broadcast=broadcast).order_by()
    for language, state, number in rows.values_list("language", "state").annotate(Count("pk")):
        counted[language][state] = number
    return dict(counted)


def retell(message: Message, state: State) -> None:
    """What became of this message was heard after its broadcast had ended: mend the kept tally."""
    if message.broadcast_id is None:
        return
    rows = Broadcast.objects.over().exclude(tally={}).select_for_update()
    broadcast = rows.filter(pk=message.broadcast_id).first()
    if broadcast is not None:
        counted = broadcast.tally.setdefault(message.language, {})
        counted[message.state] = max(0, counted.get(message.state, 0) - 1)
        counted[state] = counted.get(state, 0) + 1
        broadcast.save(update_fields=["tally"])


def finish() -> None:
    """End the broadcasts whose messages have all ended. A language that is held holds them open."""
    open_messages = Message.objects.filter(broadcast=OuterRef("pk")).exclude(state__in=FINISHED)
    for broadcast in Broadcast.objects.leaving().filter(~Exists(open_messages)):
        _end(broadcast)
    for broadcast in Broadcast.objects.filter(state=BroadcastState.CANCELLED, tally={}):
        waiting = broadcast.messages.filter(state__in=WAITING).order_by("pk").values("pk")
        Message.objects.filter(pk__in=waiting[:AT_MOST]).update(state=State.CANCELLED)
        if not broadcast.messages.exclude(state__in=FINISHED).exists():
            _keep_tally(broadcast)


def forget() -> int:
    """Delete rows of broadcasts that ended long ago; returns how many."""
    old = Broadcast.objects.over().filter(finished_at__lt=Now() - KEEP).exclude(tally={})
    rows = Message.objects.filter(broadcast__in=old).order_by("pk").values("pk")[:AT_MOST]
    return Message.objects.filter(pk__in=rows).delete()[0]


@transaction.atomic
def _end(broadcast: Broadcast) -> None:
    ours = Broadcast.objects.filter(pk=broadcast.pk, state=BroadcastState.SENDING)
    if ours.update(state=BroadcastState.DONE, finished_at=timezone.now()):
        _keep_tally(broadcast)


def _keep_tally(broadcast: Broadcast) -> None:
    counted = measured(broadcast)
    kept = {"tally": counted["numbers"], "counted": counted, "counted_at": timezone.now()}
    Broadcast.objects.filter(pk=broadcast.pk).update(**kept)
