"""Who an alert is for: by topic, state, language and rhythm, and never more than is bearable."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from alerts.alerts import KIND
from alerts.audiences import Audience, Cap, counted, people_in
from outbox.models import Broadcast, Message
from supporters.days import today
from supporters.models import Subscription, Supporter
from tests.alerts.mailing import english_alert, leave, sent, states, supporter

pytestmark = pytest.mark.django_db


def had(who: Supporter, number: int, *, days_ago: int = 1) -> list[Broadcast]:
    """They were sent so many alerts."""
    broadcasts = []
    for _each in range(number):
        subject = Broadcast.objects.count() + 1_000_000
        broadcast = Broadcast.objects.create(kind=KIND, subject_id=subject, state="done")
        moment = timezone.now() - timedelta(days=days_ago)
        facts = {"kind": KIND, "subject_id": who.pk, "language": who.language, "queue": "bulk"}
        Message.objects.create(broadcast=broadcast, state="sent", sent_at=moment, **facts)
        broadcasts.append(broadcast)
    return broadcasts


def test_readers_are_counted_by_language_in_a_constant_number_of_queries(
    django_assert_num_queries,
):
    for language in ("en", "es", "es"):
        supporter(language)
    supporter("en", confirmed_on=None, expires_on=today())
    supporter("en", left_on=today())
    supporter("en", paused_until=today() + timedelta(days=1))
    with django_assert_num_queries(2):
        assert counted(Audience()) == {"en": 1, "es": 2}
    assert counted(Audience(languages=("es",))) == {"es": 2}


def test_who_chose_topics_gets_these_and_who_chose_none_gets_all():
    wanted, other = uuid4(), uuid4()
    everything, chose, another = supporter(), supporter(), supporter()
    Subscription.objects.create(supporter=chose, topic=wanted)
    Subscription.objects.create(supporter=another, topic=other)
    assert set(people_in(Audience(topics=(wanted,)))) == {everything, chose}
    assert people_in(Audience()).count() == 3


def test_states_and_rhythm_narrow_it():
    here, silent = supporter(region="MA"), supporter()
    supporter(region="NY")
    weekly = supporter(region="MA", rhythm="weekly")
    assert set(people_in(Audience(regions=("MA",)))) == {here}
    assert set(people_in(Audience(regions=("MA", ""), with_digests=True))) == {here, silent, weekly}


@pytest.mark.parametrize("state", ["sent", "unknown"])
def test_who_had_or_may_have_had_another_alert_can_be_left_out(state):
    reader, fresh = supporter(), supporter()
    [broadcast] = had(reader, 1)
    Message.objects.update(state=state)
    assert set(people_in(Audience(except_had=(broadcast.pk,)))) == {fresh}


def test_nobody_gets_more_than_the_most_unless_it_is_urgent():
    full, old, fresh = supporter(), supporter(), supporter()
    had(full, 3)
    had(old, 3, days_ago=8)
    assert set(people_in(Audience(cap=Cap(3, 7)))) == {old, fresh}
    assert counted(Audience(cap=Cap(3, 7))) == {"en": 2, "es": 0}
    assert people_in(Audience(cap=None)).count() == 3


def test_who_had_enough_meanwhile_is_left_out_when_letters_leave(smtp_sink):
    reader, other = supporter(), supporter()
    alert = sent(english_alert(), most=1, days=7)
    had(reader, 1, days_ago=0)
    assert leave() == 1
    assert states(alert) == {reader.pk: "en cancelled", other.pk: "en sent"}
