"""A lease is short, belongs to one sender, and its marks count only while it lasts."""

import pytest
from django.db import connection

from outbox.claiming import UNREAD, Lease, LeaseLost, claim
from outbox.models import Message, Queue, State

pytestmark = pytest.mark.django_db


def test_a_claim_takes_the_oldest_due_messages(notes):
    made = notes(*range(1, 6))
    lease = claim(Queue.TX, limit=3)
    assert [message.pk for message in lease.messages] == [message.pk for message in made[:3]]
    assert Message.objects.filter(state=State.SENDING, lease_token=lease.token).count() == 3


def test_two_claims_share_nothing(notes):
    notes(*range(1, 6))
    first, second = claim(Queue.TX, limit=3), claim(Queue.TX, limit=3)
    assert not {message.pk for message in first.messages} & {
        message.pk for message in second.messages
    }
    assert len(second.messages) == 2


def test_a_message_that_must_wait_is_not_claimed(notes):
    notes(1)
    Message.objects.update(not_before="2100-01-01T00:00Z")
    assert claim(Queue.TX).messages == []


def test_what_a_sender_reads_of_a_message_comes_with_its_claim(notes, django_assert_num_queries):
    notes(1, 2)
    messages = claim(Queue.TX).messages
    read = {field.attname for field in Message._meta.concrete_fields} - UNREAD
    with django_assert_num_queries(0):
        told = [{name: getattr(message, name) for name in read} for message in messages]
    kept = Message.objects.order_by("pk").values(*read)
    assert told == list(kept)


def test_a_mark_after_the_lease_passed_on_is_refused(notes, expire):
    notes(1)
    late = claim(Queue.TX)
    Message.objects.update(state=State.QUEUED, lease_token=None)
    owner = claim(Queue.TX)
    with pytest.raises(LeaseLost):
        late.mark(late.messages[0], State.SENT)
    owner.mark(owner.messages[0], State.SENT)
    assert Message.objects.get().state == State.SENT


def test_giving_back_returns_only_what_was_not_marked(notes):
    notes(1, 2)
    lease = claim(Queue.TX)
    lease.mark(lease.messages[0], State.SENT)
    lease.give_back()
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == [
        State.SENT,
        State.QUEUED,
    ]


def test_a_sender_stops_before_its_lease_ends(notes):
    notes(1)
    lease = claim(Queue.TX)
    fenced = Lease(lease.token, lease.messages, fence=0, ends=lease.ends)
    assert fenced.is_fenced
    assert not lease.is_fenced
    assert lease.fence < lease.ends


def test_a_claim_reads_the_index_of_due_rows_not_the_table(notes):
    notes(1)
    facts = {"kind": "tests.old", "language": "en", "state": State.SENT}
    Message.objects.bulk_create(Message(subject_id=number, **facts) for number in range(3_000))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE outbox_message")
    due = Message.objects.due(Queue.TX).order_by("pk")[:20]
    assert "outbox_message_due" in due.explain()
