"""A server that is away is waited for, for a week of trying, however old a message is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outbox.draining import drain
from outbox.models import Message, Queue, State
from outbox.sending import MAX_OUTAGES, send_due
from outbox.steering import open_languages

pytestmark = pytest.mark.django_db
QUEUES = [Queue.TX, Queue.BULK]


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_the_first_wait_for_a_dead_server_is_short(smtp_sink, notes):
    notes(1)
    smtp_sink.stop()
    send_due(Queue.TX)
    assert Message.objects.get().not_before - timezone.now() < timedelta(seconds=6)


@pytest.mark.parametrize("queue", QUEUES)
def test_after_a_week_without_a_server_a_message_fails(smtp_sink, notes, queue):
    notes(1, queue=queue)
    Message.objects.update(outages=MAX_OUTAGES - 1)
    smtp_sink.stop()
    send_due(queue)
    assert states() == [State.FAILED]


@pytest.mark.parametrize("queue", QUEUES)
def test_how_long_a_message_waited_for_us_is_not_held_against_it(smtp_sink, notes, make_due, queue):
    notes(1, queue=queue)
    Message.objects.update(created_at=timezone.now() - timedelta(days=20))
    smtp_sink.stop()
    send_due(queue)
    assert states() == [State.DEFERRED]
    make_due()
    smtp_sink.start()
    assert send_due(queue) == 1


def test_a_broadcast_that_waited_for_weeks_survives_a_server_that_is_away(
    smtp_sink, begun_with, make_due
):
    broadcast = begun_with(3, languages=["es"])
    Message.objects.update(created_at=timezone.now() - timedelta(days=20))
    open_languages(broadcast.pk, ["en"])
    smtp_sink.stop()
    assert drain() == 0
    assert states() == [State.DEFERRED] * 3
    smtp_sink.start()
    make_due()
    assert drain() == 3
