"""No more letters leave on a day than the provider, or a young name, may send."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outbox.budgets import left_today
from outbox.draining import drain
from outbox.models import Message, Queue, SendingDay
from outbox.sending import send_due
from tests.outbox import circulars
from tests.outbox.circulars import begun, readers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _circulars(settings):
    settings.MAIL_DAILY_CAP = settings.MAIL_WARM_UP = 0
    with circulars.registered():
        yield


def test_a_broadcast_goes_on_the_next_day_where_the_cap_ended_it(smtp_sink, settings, notes):
    settings.MAIL_DAILY_CAP = 4
    readers(6)
    notes(1)
    begun()
    assert send_due(Queue.TX) == 1
    assert drain() == 3
    assert drain() == 0
    notes(2)
    assert send_due(Queue.TX) == 1
    SendingDay.objects.update(day=timezone.localdate() - timedelta(days=1))
    assert drain() == 3
    assert not Message.objects.exclude(state="sent").exists()


def test_each_day_of_sending_doubles_what_may_leave_up_to_the_cap(settings):
    settings.MAIL_WARM_UP = 500
    today, seen = timezone.localdate(), []
    for days in (0, 1, 2, 3):
        if days:
            SendingDay.objects.create(day=today - timedelta(days=days * 2), sent=9)
        seen.append(left_today())
    assert seen == [500, 1_000, 2_000, 4_000]
    settings.MAIL_DAILY_CAP = 3_000
    assert left_today() == 3_000


def test_where_there_is_no_budget_nothing_is_counted(smtp_sink):
    readers(2)
    begun()
    assert drain() == 2
    assert left_today() is None
    assert not SendingDay.objects.exists()
