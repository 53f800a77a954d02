"""What a mail server can do to a letter, and what becomes of its message."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from outbox.claiming import CHUNK
from outbox.models import Message, Queue, State
from outbox.posting import post
from outbox.sending import MAX_ATTEMPTS, send_due
from tests.notes import GONE, GREETINGS, KIND, address

pytestmark = pytest.mark.django_db
QUEUES = [Queue.TX, Queue.BULK]


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_a_posted_message_is_sent_once(smtp_sink, notes):
    message = post(KIND, 7, language="es")
    assert send_due(Queue.TX) == 1
    assert send_due(Queue.TX) == 0
    message.refresh_from_db()
    assert (message.state, message.attempts, message.lease_token) == (State.SENT, 1, None)
    assert message.sent_at is not None
    assert smtp_sink.addresses == [address(7)]


def test_a_letter_is_in_the_language_of_its_message(smtp_sink, notes):
    notes(1, language="en")
    notes(2, language="es")
    send_due(Queue.TX)
    for received, language in zip(smtp_sink.received, ["en", "es"], strict=True):
        assert received.message["Content-Language"] == language
        assert received.message["Subject"] == GREETINGS[language]


def test_a_letter_has_text_html_and_the_headers_of_an_automatic_mail(smtp_sink, notes, settings):
    settings.BASE_URL = "https://news.example.org"
    message = notes(1, language="es")[0]
    send_due(Queue.TX)
    mail = smtp_sink.received[0].message
    assert mail["Message-ID"] == f"<{message.public_id}@news.example.org>"
    assert mail["To"] == address(1)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert mail["Date"].datetime.year == timezone.now().year
    text = mail.get_body(("plain",)).get_content()
    assert text.splitlines() == ["Hola, señora & all", ".dot"]
    assert "señora &amp; all" in mail.get_body(("html",)).get_content()


def test_one_connection_carries_a_chunk(smtp_sink, notes):
    notes(*range(1, CHUNK + 1))
    assert send_due(Queue.TX) == CHUNK
    assert smtp_sink.connections == 1


def test_what_was_tried_through_is_not_given_back(smtp_sink, notes, monkeypatch):
    given_back = []
    monkeypatch.setattr("outbox.claiming.Lease.give_back", given_back.append)
    notes(1, 2, 3)
    assert (send_due(Queue.TX), given_back) == (3, [])


def test_letters_leave_in_the_order_of_their_posting(smtp_sink, notes):
    notes(5, 3, 9)
    send_due(Queue.TX)
    assert smtp_sink.addresses == [address(5), address(3), address(9)]


def test_a_queue_sends_nothing_of_another(smtp_sink, notes):
    notes(1, queue=Queue.BULK)
    assert send_due(Queue.TX) == 0
    assert states() == [State.QUEUED]


@pytest.mark.django_db(transaction=True)
def test_four_senders_at_once_send_each_message_once(smtp_sink, notes, settings):
    settings.MAIL_TIMEOUT = 20  # sixteen connections at once: slow is not silent
    notes(*range(1, 101))

    def send() -> None:
        try:
            send_due(Queue.TX)
        finally:
            connection.close()

    senders = [Thread(target=send) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(smtp_sink.addresses) == sorted(address(number) for number in range(1, 101))
    assert set(states()) == {State.SENT}


def test_sending_inside_a_transaction_is_refused(smtp_sink, notes):
    notes(1)
    with pytest.raises(RuntimeError), transaction.atomic():
        send_due(Queue.TX)
    assert smtp_sink.received == []


@pytest.mark.parametrize("stage", ["RCPT", "DATA"])
def test_a_temporary_answer_defers_and_the_next_try_sends(smtp_sink, notes, make_due, stage):
    notes(1, 2)
    smtp_sink.answer("451 come back, reader1@mail.example.org", to=address(1), at=stage)
    assert send_due(Queue.TX) == 1
    message = Message.objects.earliest("pk")
    assert (message.state, message.attempts, message.error_code) == (State.DEFERRED, 1, "451")
    assert timedelta(seconds=50) < message.not_before - timezone.now() < timedelta(seconds=70)
    assert send_due(Queue.TX) == 0
    smtp_sink.obey()
    make_due()
    assert send_due(Queue.TX) == 1
    assert states() == [State.SENT, State.SENT]


def test_temporary_answers_end_in_failure_after_ten(smtp_sink, notes, make_due):
    notes(1)
    smtp_sink.answer("451 later")
    for _ in range(MAX_ATTEMPTS - 1):
        send_due(Queue.TX)
        assert states() == [State.DEFERRED]
        make_due()
    send_due(Queue.TX)
    assert states() == [State.FAILED]


@pytest.mark.parametrize(("stage", "code"), [("RCPT", "rcpt-550"), ("DATA", "550")])
def test_a_permanent_answer_fails_and_disturbs_nobody_else(smtp_sink, notes, stage, code):
    notes(1, 2)
    smtp_sink.answer("550 no such reader", to=address(1), at=stage)
    assert send_due(Queue.TX) == 1
    assert states() == [State.FAILED, State.SENT]
    assert Message.objects.earliest("pk").error_code == code


def test_a_refused_sender_is_our_fault_and_loses_no_mail(smtp_sink, notes):
    notes(1)
    smtp_sink.answer("550 who are you", at="MAIL")
    send_due(Queue.TX)
    assert states() == [State.DEFERRED]


def test_a_goodbye_in_the_middle_costs_one_letter_a_wait(smtp_sink, notes):
    notes(1, 2, 3)
    smtp_sink.answer("421 too many", to=address(2))
    assert send_due(Queue.TX) == 2
    assert states() == [State.SENT, State.DEFERRED, State.SENT]


def test_a_refused_connection_loses_nothing(smtp_sink, notes, make_due):
    notes(*range(1, 4))
    smtp_sink.stop()
    for outages in range(1, MAX_ATTEMPTS + 5):
        assert send_due(Queue.TX) == 0
        message = Message.objects.latest("pk")
        assert (message.state, message.error_code) == (State.DEFERRED, "refused")
        assert (message.attempts, message.outages) == (0, outages)
        assert message.not_before - timezone.now() < timedelta(seconds=331)
        make_due()
    smtp_sink.start()
    assert send_due(Queue.TX) == 3
    assert set(states()) == {State.SENT}


@pytest.mark.parametrize("queue", QUEUES)
@pytest.mark.parametrize("stage", ["MAIL", "RCPT"])
def test_silence_before_the_letter_is_an_outage(smtp_sink, notes, make_due, queue, stage):
    notes(1, queue=queue)
    smtp_sink.hang(at=stage)
    assert send_due(queue) == 0
    message = Message.objects.get()
    assert (message.state, message.error_code) == (State.DEFERRED, "timeout")
    smtp_sink.obey()
    make_due()
    assert send_due(queue) == 1


@pytest.mark.parametrize("queue", QUEUES)
def test_a_line_cut_before_the_letter_is_an_outage(smtp_sink, notes, queue):
    notes(1, 2, queue=queue)
    smtp_sink.drop(to=address(1), at="RCPT")
    assert send_due(queue) == 1
    assert states() == [State.DEFERRED, State.SENT]
    assert Message.objects.earliest("pk").error_code == "disconnect"


@pytest.mark.parametrize("trouble", ["drop", "hang"])
def test_no_answer_after_the_letter_sends_it_again_to_one_person(
    smtp_sink, notes, make_due, trouble
):
    notes(1)
    getattr(smtp_sink, trouble)()
    assert send_due(Queue.TX) == 0
    assert states() == [State.DEFERRED]
    smtp_sink.obey()
    make_due()
    assert send_due(Queue.TX) == 1
    assert states() == [State.SENT]
    assert len(smtp_sink.ids) == 2
    assert len(set(smtp_sink.ids)) == 1


def test_a_server_that_never_answers_gets_ten_copies_and_no_more(smtp_sink, notes, make_due):
    notes(1)
    smtp_sink.drop()
    for _ in range(MAX_ATTEMPTS + 2):
        send_due(Queue.TX)
        make_due()
    assert states() == [State.UNKNOWN]
    assert len(smtp_sink.received) == MAX_ATTEMPTS


@pytest.mark.parametrize("trouble", ["drop", "hang"])
def test_no_answer_after_the_letter_is_unknown_in_a_broadcast(smtp_sink, notes, make_due, trouble):
    notes(1, 2, queue=Queue.BULK)
    getattr(smtp_sink, trouble)(to=address(1))
    assert send_due(Queue.BULK) == 1
    make_due()
    assert send_due(Queue.BULK) == 0
    assert states() == [State.UNKNOWN, State.SENT]


def test_a_message_whose_subject_is_gone_is_cancelled(smtp_sink, notes):
    notes(GONE, 2)
    assert send_due(Queue.TX) == 1
    assert states() == [State.CANCELLED, State.SENT]
