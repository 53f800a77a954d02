"""What is heard of a mail counts in any order: before our own mark, after a crash, twice."""

import pytest

from outbox.claiming import accept, claim
from outbox.hearing import Report, hear
from outbox.heeding import HEEDS
from outbox.models import Message, Queue, Reason, Scope, State, Suppression, What
from outbox.referring import reference_of, references_in
from outbox.sending import send_due
from outbox.suppressing import lift, suppress, suppressed_among
from outbox.sweeping import sweep
from tests.notes import KIND, address

pytestmark = pytest.mark.django_db


def report(message: Message, what: What) -> Report:
    word = reference_of(message.public_id, address(message.subject_id))
    [reference] = references_in(word)
    return Report(what, message.public_id, (address(message.subject_id),), reference)


def stands(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.error_code


@pytest.mark.parametrize(
    ("what", "code"),
    [(What.BOUNCED, "bounced"), (What.COMPLAINED, "complained"), (What.DELIVERED, "")],
)
def test_what_is_heard_before_our_own_mark_stays(notes, what, code):
    [message] = notes(1)
    lease = claim(Queue.TX)
    assert hear(report(message, what))
    assert accept([(lease, message)]) == {message.pk}
    assert stands(message) == (State.SENT, code)


@pytest.mark.parametrize("what", [What.BOUNCED, What.DELIVERED, What.LEFT])
def test_a_sender_without_an_answer_believes_what_was_heard(notes, what):
    [message] = notes(1)
    lease = claim(Queue.TX)
    hear(report(message, what))
    lease.mark(message, State.UNKNOWN, error_code="timeout")
    assert stands(message)[0] == State.SENT


def test_what_a_dead_sender_left_is_not_sent_again_once_it_was_heard_of(notes, expire):
    messages = notes(1, 2)
    claim(Queue.TX)
    hear(report(messages[0], What.DELIVERED))
    expire()
    sweep()
    assert [stands(message)[0] for message in messages] == [State.SENT, State.QUEUED]


def test_a_mail_that_waits_for_its_next_try_is_not_sent_twice(smtp_sink, notes, make_due):
    [message] = notes(1)
    smtp_sink.drop()
    send_due(Queue.TX)
    assert stands(message)[0] == State.DEFERRED
    hear(report(message, What.DELIVERED))
    make_due()
    smtp_sink.obey()
    assert send_due(Queue.TX) == 0
    assert len(smtp_sink.received) == 1


def test_a_complaint_after_a_bounce_does_not_make_it_arrive(smtp_sink, notes):
    [message] = notes(1)
    send_due(Queue.TX)
    for what in (What.BOUNCED, What.COMPLAINED, What.DELIVERED):
        hear(report(message, what))
    assert stands(message) == (State.SENT, "bounced")
    assert not Message.objects.arrived().exists()


def test_what_never_left_did_not_come_back(smtp_sink, notes):
    [message] = notes(1)
    smtp_sink.answer("550 no", at="RCPT")
    send_due(Queue.TX)
    hear(report(message, What.BOUNCED))
    assert stands(message) == (State.FAILED, "rcpt-550")


def test_the_app_of_the_subject_is_told_once(smtp_sink, notes, monkeypatch):
    told = []
    monkeypatch.setitem(HEEDS, KIND, lambda subject, what: told.append((subject, what)))
    [message] = notes(7)
    send_due(Queue.TX)
    for what in (What.BOUNCED, What.BOUNCED, What.DELIVERED, What.SOFT, What.COMPLAINED):
        hear(report(message, what))
    assert told == [(7, What.BOUNCED), (7, What.COMPLAINED)]
    notes(7)
    send_due(Queue.TX)
    assert told[2:] == [(7, What.SPARED)]


def test_an_app_that_stumbles_over_what_it_is_told_holds_up_no_mail(smtp_sink, notes, monkeypatch):
    monkeypatch.setitem(HEEDS, KIND, lambda subject, what: 1 / 0)
    notes(1, 2)
    suppress(address(1), Reason.BOUNCE)
    assert send_due(Queue.TX) == 1


def test_who_wants_no_mail_to_many_still_gets_what_they_asked_for(smtp_sink, notes):
    suppress(address(1), Reason.REQUEST, Scope.BULK)
    notes(1)
    assert send_due(Queue.TX) == 1
    suppress(address(1), Reason.COMPLAINT)
    suppress(address(1), Reason.REQUEST, Scope.BULK)
    row = Suppression.objects.get()
    assert (row.reason, row.scope) == (Reason.REQUEST, Scope.ALL)


def test_a_silence_can_be_lifted():
    suppress(address(1), Reason.BOUNCE)
    assert lift(address(1))
    assert not lift(address(1))
    assert suppressed_among([address(1)], to_many=True) == set()


def test_a_reference_is_believed_under_any_house_key(notes, settings):
    [message] = notes(1)
    word = reference_of(message.public_id, address(1))
    settings.FIELD_ENCRYPTION_KEYS = {"new": b"n" * 32, **settings.FIELD_ENCRYPTION_KEYS}
    [reference] = references_in(f"<Bounce+{word.upper()}@X>")
    assert reference.is_of("READER1@mail.example.org")
    assert not reference.is_of(address(2))
    settings.FIELD_ENCRYPTION_KEYS = {"new": b"n" * 32}
    assert list(references_in(word)) == []
