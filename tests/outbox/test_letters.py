"""A bad letter or a bad opener holds up nobody but itself."""

import pytest

from outbox import letters
from outbox.letters import Letter
from outbox.models import Message, Queue, State
from outbox.sending import send_due
from tests.notes import KIND, address, open_notes

pytestmark = pytest.mark.django_db
BAD = 13


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_an_opener_that_fails_as_a_whole_defers_its_messages(smtp_sink, notes, monkeypatch):
    def broken(messages: list[Message]) -> dict[int, Letter]:
        raise ZeroDivisionError

    notes(1, 2)
    monkeypatch.setitem(letters.OPENERS, KIND, broken)
    assert send_due(Queue.TX) == 0
    assert states() == [State.DEFERRED, State.DEFERRED]
    assert set(Message.objects.values_list("error_code", flat=True)) == {"opener"}


def test_an_opener_that_fails_for_one_row_defers_only_that(smtp_sink, notes, monkeypatch):
    def touchy(messages: list[Message]) -> dict[int, Letter]:
        if any(message.subject_id == BAD for message in messages):
            raise ZeroDivisionError
        return open_notes(messages)

    notes(1, BAD, 3)
    monkeypatch.setitem(letters.OPENERS, KIND, touchy)
    assert send_due(Queue.TX) == 2
    assert states() == [State.SENT, State.DEFERRED, State.SENT]


def test_a_kind_that_nobody_opens_yet_waits(smtp_sink):
    Message.objects.create(kind="tests.future", subject_id=1, language="en")
    send_due(Queue.TX)
    assert states() == [State.DEFERRED]


@pytest.mark.parametrize(
    "letter",
    [
        Letter(address(BAD), "two\nlines", "text"),
        Letter("ana@mail.example.org\r\nRCPT TO:<eva@mail.example.org>", "subject", "text"),
        Letter("josé@mail.example.org", "subject", "text"),
        Letter("nobody", "subject", "text"),
        Letter("", "subject", "text"),
    ],
)
def test_a_misshapen_letter_fails_and_smuggles_nothing(smtp_sink, notes, monkeypatch, letter):
    def open_misshapen(messages: list[Message]) -> dict[int, Letter]:
        bad = {message.pk: letter for message in messages if message.subject_id == BAD}
        return open_notes(messages) | bad

    notes(BAD, 2)
    monkeypatch.setitem(letters.OPENERS, KIND, open_misshapen)
    assert send_due(Queue.TX) == 1
    assert states() == [State.FAILED, State.SENT]
    assert smtp_sink.addresses == [address(2)]


def test_a_long_line_and_a_foreign_domain_arrive_whole(smtp_sink, notes, monkeypatch):
    body = "ñ" * 3000
    letter = Letter("ana@correo.español.example", "¿Sí?", body)
    notes(1)
    monkeypatch.setitem(letters.OPENERS, KIND, lambda found: {found[0].pk: letter})
    assert send_due(Queue.TX) == 1
    assert smtp_sink.addresses == ["ana@correo.xn--espaol-zwa.example"]
    mail = smtp_sink.received[0].message
    assert mail.get_content().strip() == body
    assert mail["Subject"] == "¿Sí?"
