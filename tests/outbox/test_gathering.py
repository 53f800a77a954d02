"""Readers are looked up shortly before a broadcast leaves, not when somebody asked for it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outbox.broadcasts import Broadcast
from outbox.draining import drain
from outbox.gathering import gather_all
from outbox.sweeping import sweep
from tests.outbox import circulars
from tests.outbox.circulars import readers
from tests.outbox.test_draining import begun

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _circulars():
    with circulars.registered():
        yield


def test_what_leaves_soon_is_gathered_and_waits_for_its_time(smtp_sink):
    readers(1)
    broadcast = begun(not_before=timezone.now() + timedelta(minutes=10))
    assert broadcast.messages.count() == 1
    assert drain() == 0
    Broadcast.objects.update(not_before=timezone.now())
    assert drain() == 1


def test_a_scheduled_broadcast_reaches_who_is_there_at_its_time(smtp_sink, monkeypatch):
    rung = []
    monkeypatch.setattr("outbox.sweeping.ring", lambda *said: rung.append(said))
    readers(1)
    broadcast = begun(not_before=timezone.now() + timedelta(days=3))
    sweep()
    assert (rung, broadcast.messages.count()) == ([], 0)
    circulars.User.objects.create(username="late", last_name="en")
    Broadcast.objects.update(not_before=timezone.now())
    sweep()
    assert rung == [("outbox.gather", broadcast.pk)]
    gather_all(broadcast.pk)
    assert drain() == 2
