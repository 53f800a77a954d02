"""Posting: a row for each mail, in the caller's transaction, and one ring for all of them."""

import pytest
from django.db import transaction

from outbox.models import Message, State
from outbox.posting import post_many
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
