"""Whoever waits for a broadcast is told what holds it."""

import pytest
from django.utils import timezone

from outbox import opening
from outbox.holding import Hold, what_holds
from outbox.models import SendingDay
from outbox.opening import Shut, ask, open_bulk
from outbox.pacing import pace

pytestmark = pytest.mark.django_db


def test_each_reason_is_told_and_none_where_there_is_none(settings, monkeypatch):
    assert what_holds() is None
    pace().slow_down(30)
    assert what_holds() == Hold.SILENCE
    settings.MAIL_DAILY_CAP = 5
    SendingDay.objects.create(day=timezone.localdate(), sent=5)
    assert what_holds() == Hold.BUDGET
    monkeypatch.setattr(opening, "is_at_home", lambda: False)
    assert what_holds() == Shut.UNPROVEN
    open_bulk(ask())
    assert what_holds() == Hold.BUDGET
