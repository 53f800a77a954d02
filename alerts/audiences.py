"""Audiences: the readers an alert is for, as one statement; and how many they are by language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from alerts.alerts import DAYS, KIND, MOST, Alert
from cms.languages import LANGUAGES
from outbox.models import Broadcast, Message, State
from supporters.models import Subscription, Supporter, SupporterQuerySet

MAY_HAVE = (State.SENT, State.UNKNOWN)  # who is left out because they had another alert


@dataclass(frozen=True)
class Cap:
    """So many alerts in so many days are the most that one reader gets."""

    most: int = MOST
    days: int = DAYS

    @property
    def since(self) -> datetime:
        return timezone.now() - timedelta(days=self.days)


@dataclass(frozen=True)
class Audience:
    """No topics, no regions: all. `except_had`: broadcasts whose readers are left out."""

    languages: tuple[str, ...] = LANGUAGES
    topics: tuple[UUID, ...] = ()
    regions: tuple[str, ...] = ()
    with_digests: bool = False
    except_had: tuple[int, ...] = ()
    cap: Cap | None = field(default_factory=Cap)

    @classmethod
    def of(cls, alert: Alert) -> Self:
        had = alert.except_had.exclude(broadcast=None) if alert.pk else Alert.objects.none()
        return cls(
            languages=tuple(alert.languages),
            topics=tuple(alert.topics),
            regions=tuple(alert.regions),
            with_digests=alert.with_digests,
            except_had=tuple(had.values_list("broadcast", flat=True)),
            cap=cap_of(alert),
        )


def cap_of(alert: Alert) -> Cap | None:
    """Nothing bounds an urgent one."""
    return None if alert.is_urgent else Cap(alert.most, alert.days)


def people_in(audience: Audience) -> SupporterQuerySet:
    """Everybody it is for, as far as it is known before letters leave."""
    people = _chosen(audience)
    if audience.cap and _can_bind(audience.cap):
        people = people.filter(~Exists(_full(audience.cap).filter(subject_id=OuterRef("pk"))))
    return people


def counted(audience: Audience) -> dict[str, int]:
    """Readers by language. Who has had enough is taken off as a whole: asking reader by reader,
    as a slice of a broadcast does, takes three times as long.
    """
    people = _chosen(audience)
    numbers = dict.fromkeys(audience.languages, 0) | _by_language(people)
    if audience.cap and _can_bind(audience.cap):
        full = people.filter(pk__in=_full(audience.cap).values("subject_id"))
        for language, number in _by_language(full).items():
            numbers[language] -= number
    return numbers


def over_the_most(cap: Cap | None, supporters: Iterable[int], *, but: int) -> set[int]:
    """Those of these supporters who have had enough; what broadcast `but` sent does not count."""
    if cap is None or not _can_bind(cap):
        return set()
    rows = _full(cap, but=but).filter(subject_id__in=supporters)
    return set(rows.values_list("subject_id", flat=True))


def who_want(wished: Audience | Alert) -> SupporterQuerySet:
    """Whoever chose to be told of such things, in any language. Who gets one mail a day or a week
    is left out unless somebody said otherwise.
    """
    people = Supporter.objects.reachable()
    if not wished.with_digests:
        people = people.filter(rhythm=Supporter.Rhythm.NOW)
    if wished.topics:
        people = people.filter(_wants(wished.topics))
    if wished.regions:
        people = people.filter(region__in=wished.regions)
    return people


def _chosen(audience: Audience) -> SupporterQuerySet:
    people = who_want(audience).filter(language__in=audience.languages)
    if audience.except_had:
        had = Message.objects.filter(broadcast__in=audience.except_had, state__in=MAY_HAVE)
        people = people.filter(~Exists(had.filter(subject_id=OuterRef("pk"))))
    return people


def _by_language(people: SupporterQuerySet) -> dict[str, int]:
    return dict(people.order_by().values_list("language").annotate(Count("pk")))


def _wants(topics: Iterable[UUID]) -> Q:
    """Who chose none chose all."""
    chosen = Subscription.objects.filter(supporter=OuterRef("pk"))
    return ~Exists(chosen) | Q(Exists(chosen.filter(topic__in=topics)))


def _full(cap: Cap, *, but: int | None = None) -> QuerySet[Any, Any]:
    sent = Message.objects.filter(kind=KIND, state=State.SENT, sent_at__gte=cap.since)
    if but:
        sent = sent.exclude(broadcast=but)
    numbers = sent.order_by().values("subject_id").annotate(number=Count("pk"))
    return numbers.filter(number__gte=cap.most)


def _can_bind(cap: Cap) -> bool:
    """Whether so many alerts went out at all; asking each reader's rows costs more."""
    lately = Q(finished_at=None) | Q(finished_at__gte=cap.since)
    return Broadcast.objects.filter(lately, kind=KIND)[: cap.most].count() >= cap.most
