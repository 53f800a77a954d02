"""What ends by itself: nobody stays who did not confirm, and nobody who left."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from outbox import posting
from outbox.models import Message, State
from supporters.consents import Consent
from supporters.departures import departed_among
from supporters.expiring import expire
from supporters.leaving import leave, leave_topic
from supporters.models import Subscription, Supporter
from supporters.preferring import HasLeft, Preferences, prefer
from supporters.reminding import REMINDER, remind
from tests import making
from tests.supporters.mailbox import ANA, pending, subscribed

pytestmark = pytest.mark.django_db


def after(**span):
    return time_machine.travel(timezone.now() + timedelta(**span), tick=False)


def test_who_does_not_confirm_is_deleted_after_seven_days_with_all_that_was_asked():
    pending()
    subscribed("eva@example.org")
    with after(days=7):
        assert expire() == 0
    with after(days=8):
        assert [expire(), expire()] == [1, 0]
    assert Supporter.objects.get().is_confirmed
    assert Consent.objects.count() == 1
    assert departed_among([ANA]) == set()


def test_who_left_is_deleted_and_stays_known_as_having_left():
    leave(subscribed())
    with after(days=7):
        assert expire() == 0
    with after(days=8):
        assert expire() == 1
    assert departed_among([ANA, "ANA@example.org"]) == {ANA, "ANA@example.org"}


def test_nothing_of_when_somebody_was_mailed_outlives_what_it_bounds():
    supporter = subscribed()
    assert (supporter.mails, supporter.mailed_at) == (0, None)
    Supporter.objects.update(mails=3, mailed_at=timezone.now())
    with after(days=8):
        expire()
    assert Supporter.objects.values_list("mails", "mailed_at").get() == (0, None)


def test_one_reminder_a_day_later_in_the_language_of_each():
    pending(language="en")
    pending("eva@example.org", "es")
    subscribed("joe@example.org")
    assert remind() == 0
    with after(hours=25):
        assert [remind(), remind()] == [2, 0]
    with after(days=4):
        assert remind() == 0
    told = Message.objects.filter(kind=REMINDER).values_list("language", flat=True)
    assert sorted(told) == ["en", "es"]


def test_reminders_come_in_portions_that_no_confirmation_waits_behind(monkeypatch):
    monkeypatch.setattr(posting, "MOST_AHEAD", 2)
    for number in range(3):
        pending(f"n{number}@example.org")
    with after(hours=25):
        for portion in (2, 1):
            Message.objects.update(state=State.SENT)
            assert [remind(), remind()] == [portion, 0]


def test_nobody_is_reminded_on_the_last_day_or_beyond_three_mails():
    supporter = pending()
    with after(days=7):
        assert remind() == 0
    Supporter.objects.filter(pk=supporter.pk).update(mails=3)
    with after(days=2):
        assert remind() == 0


def test_leaving_one_topic_keeps_the_others_and_leaving_the_last_one_leaves():
    snow, rent, work = (making.topic(name).translation_key for name in ("Snow", "Rent", "Work"))
    supporter = subscribed()
    leave_topic(supporter, snow)  # none chosen: all of them
    assert set(Subscription.objects.values_list("topic", flat=True)) == {rent, work}
    leave_topic(supporter, rent)
    leave_topic(supporter, rent)
    assert Supporter.objects.reachable().exists()
    leave_topic(supporter, work)
    assert not Supporter.objects.reachable().exists()
    leave_topic(supporter, work)


def test_who_left_cannot_be_changed_back_by_an_open_page():
    supporter = subscribed()
    leave(supporter)
    with pytest.raises(HasLeft):
        prefer(supporter, Preferences("en", "now"))
