"""Preferring: language, rhythm, topics, state and pause, all at once and as they were shown."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from supporters.models import Subscription, Supporter


class HasLeft(Exception):
    """Who left has no preferences; subscribing again is another deed."""


@dataclass(frozen=True)
class Preferences:
    """Everything that a supporter may choose. No topics: all of them."""

    language: str
    rhythm: str
    region: str = ""
    topics: frozenset[UUID] = frozenset()
    paused_until: date | None = None


def preferences_of(supporter: Supporter) -> Preferences:
    return Preferences(
        language=supporter.language,
        rhythm=supporter.rhythm,
        region=supporter.region,
        topics=frozenset(supporter.subscriptions.values_list("topic", flat=True)),
        paused_until=supporter.paused_until,
    )


def prefer(supporter: Supporter, wanted: Preferences) -> None:
    """From now on it is like this. Raises HasLeft."""
    with transaction.atomic():
        rows = Supporter.objects.confirmed().select_for_update()
        known = rows.filter(pk=supporter.pk).first()
        if known is None:
            raise HasLeft
        known.language, known.rhythm = wanted.language, wanted.rhythm
        known.region, known.paused_until = wanted.region, wanted.paused_until
        known.brought = None
        known.save(update_fields=["language", "rhythm", "region", "paused_until", "brought"])
        known.subscriptions.exclude(topic__in=wanted.topics).delete()
        wishes = [Subscription(supporter=known, topic=topic) for topic in wanted.topics]
        Subscription.objects.bulk_create(wishes, ignore_conflicts=True)
