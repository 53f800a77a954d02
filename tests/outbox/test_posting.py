"""Posting: a row for each mail, in the caller's transaction, and one ring for all of them."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now

from outbox.models import Message, State
from outbox.posting import MOST_AHEAD, post_many, room_for_patient
from tests.notes import KIND


@pytest.mark.django_db(transaction=True)
def test_many_are_posted_together_or_not_at_all(django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1):
        post_many(KIND, range(1, 51), language="es")
    assert Message.objects.due("tx").filter(language="es", state=State.QUEUED).count() == 50
    with transaction.atomic():
        post_many(KIND, [51], language="es")
        transaction.set_rollback(True)
    assert Message.objects.count() == 50


@pytest.mark.django_db
def test_many_ring_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as rung:
        post_many(KIND, [1, 2, 3], language="en")
    assert len(rung) == 1


@pytest.mark.django_db
def test_there_is_room_for_what_can_wait_while_little_is_about_to_leave(django_assert_num_queries):
    assert room_for_patient() == MOST_AHEAD
    post_many(KIND, range(MOST_AHEAD - 5), language="en")
    assert room_for_patient() == 5
    post_many(KIND, range(50), language="es")
    with django_assert_num_queries(1):
        assert room_for_patient() == 0
    Message.objects.update(state=State.SENT)
    assert room_for_patient() == MOST_AHEAD


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "ahead"),
    [
        ({"attempts": 2, "error_code": "451"}, 0),
        ({"outages": 2, "error_code": "connect"}, 10),
        ({"outages": 2, "error_code": "opener"}, 0),
    ],
)
def test_what_an_outage_put_off_counts_and_a_slow_mailbox_does_not(facts, ahead):
    post_many(KIND, range(10), language="en")
    later = Now() + timedelta(minutes=5)
    Message.objects.update(state=State.DEFERRED, not_before=later, **facts)
    assert room_for_patient() == MOST_AHEAD - ahead
