"""Whatever died is put right from the rows alone."""

from datetime import timedelta
from threading import Thread

import pytest
from celery import current_app
from django.db import connection, transaction
from django.utils import timezone

from outbox.claiming import claim
from outbox.models import Message, Queue, State
from outbox.posting import BELLS
from outbox.sending import MAX_ATTEMPTS, send_due
from outbox.sweeping import sweep
from vault.locks import Lock

pytestmark = pytest.mark.django_db


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_a_dead_senders_messages_to_one_person_go_again(smtp_sink, notes, expire):
    notes(1, 2, 3)
    claim(Queue.TX)
    expire()
    sweep()
    assert states() == [State.QUEUED] * 3
    assert send_due(Queue.TX) == 3


def test_a_dead_senders_broadcast_has_one_unknown_and_the_rest_go_again(smtp_sink, notes, expire):
    notes(1, 2, 3, 4, queue=Queue.BULK)
    lease = claim(Queue.BULK)
    lease.mark(lease.messages[0], State.SENT)
    expire()
    sweep()
    assert states() == [State.SENT, State.UNKNOWN, State.QUEUED, State.QUEUED]
    assert send_due(Queue.BULK) == 2
    sweep()
    assert states() == [State.SENT, State.UNKNOWN, State.SENT, State.SENT]


def test_each_dead_sender_leaves_one_unknown(notes, expire):
    notes(1, 2, 3, 4, queue=Queue.BULK)
    claim(Queue.BULK, limit=2)
    claim(Queue.BULK, limit=2)
    expire()
    sweep()
    assert states() == [State.UNKNOWN, State.QUEUED, State.UNKNOWN, State.QUEUED]


def test_a_living_lease_is_left_alone(notes):
    notes(1)
    notes(2, queue=Queue.BULK)
    claim(Queue.TX)
    claim(Queue.BULK)
    sweep()
    assert states() == [State.SENDING, State.SENDING]


def test_a_message_that_kills_its_sender_is_given_up_after_ten(notes, expire):
    notes(1)
    for _ in range(MAX_ATTEMPTS + 1):
        claim(Queue.TX)
        expire()
        sweep()
    assert states() == [State.UNKNOWN]


@pytest.mark.django_db(transaction=True)
def test_a_second_sweep_at_the_same_time_does_nothing(notes, expire):
    notes(1)
    claim(Queue.TX)
    expire()

    def sweep_elsewhere() -> None:
        try:
            sweep()
        finally:
            connection.close()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.SWEEP_OUTBOX])
        other = Thread(target=sweep_elsewhere)
        other.start()
        other.join()
        assert states() == [State.SENDING]
    sweep()
    assert states() == [State.QUEUED]


def test_finished_messages_go_after_a_month_and_others_stay(notes):
    notes(1, 2, 3)
    notes(4, queue=Queue.BULK)
    Message.objects.filter(subject_id__in=[1, 2, 4]).update(state=State.SENT)
    Message.objects.exclude(subject_id=2).update(created_at=timezone.now() - timedelta(days=31))
    sweep()
    assert set(Message.objects.values_list("subject_id", flat=True)) == {2, 3, 4}


def test_every_bell_and_tick_wakes_a_task_that_exists():
    current_app.loader.import_default_modules()
    for bell in {*BELLS.values(), "outbox.sweep"}:
        assert bell in current_app.tasks
