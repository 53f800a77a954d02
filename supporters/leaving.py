"""Leaving: everything, or one topic. It holds at once, and no list brings anybody back."""

from uuid import UUID

from django.db import transaction

from outbox.posting import post, unpost
from supporters.days import today
from supporters.departures import Departure
from supporters.linking import PREFERENCES
from supporters.models import Subscription, Supporter
from supporters.subscribing import ALREADY
from supporters.topics import live_topics

LEFT = "supporters.left"


def leave(supporter: Supporter) -> bool:
    """End every subscription; True the first time. The row is deleted a few days later."""
    emptied = {"region": "", "paused_until": None}
    with transaction.atomic():
        rows = Supporter.objects.confirmed().filter(pk=supporter.pk)
        is_first = rows.update(left_on=today(), **emptied) == 1
        if is_first:
            Subscription.objects.filter(supporter=supporter).delete()
            Departure.objects.note(bytes(supporter.address_index), Departure.Way.LEFT)
            for kind in (ALREADY, PREFERENCES):
                unpost(kind, supporter.pk)
            post(LEFT, supporter.pk, language=supporter.language)
    return is_first


def leave_topic(supporter: Supporter, topic: UUID) -> None:
    """No more about this one. Who had chosen none had all, and keeps the others; who had only this
    one leaves.
    """
    with transaction.atomic():
        rows = Supporter.objects.confirmed().select_for_update()
        known = rows.filter(pk=supporter.pk).first()
        if known is None:
            return
        chosen = set(known.subscriptions.values_list("topic", flat=True))
        kept = (chosen or set(live_topics())) - {topic}
        if not kept:
            leave(known)
            return
        known.subscriptions.exclude(topic__in=kept).delete()
        wishes = [Subscription(supporter=known, topic=each) for each in kept]
        Subscription.objects.bulk_create(wishes, ignore_conflicts=True)
