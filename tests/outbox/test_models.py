"""What the rows of the outbox hold, and what they never hold."""

import logging

import pytest
from django.core.mail import send_mail
from django.db import connection

from outbox.models import Message, Queue, Reason, StaffLetter, State, Suppression
from outbox.sending import send_due
from outbox.suppressing import suppress
from tests.notes import KIND, address

pytestmark = pytest.mark.django_db
EDITOR = "editor@staff.example.org"


def dump() -> bytes:
    """Every row of every table as PostgreSQL writes it; bytes appear in hexadecimal."""
    pieces = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            with cursor.copy(f"COPY {table} TO STDOUT") as rows:
                pieces += rows
    return b"".join(bytes(piece) for piece in pieces)


def holds(dumped: bytes, words: str) -> bool:
    return words.encode() in dumped or words.encode().hex().encode() in dumped


def test_no_row_and_no_log_line_holds_an_address_or_a_body(smtp_sink, notes, settings, caplog):
    settings.EMAIL_BACKEND = "outbox.backends.OutboxBackend"
    caplog.set_level(logging.DEBUG)
    notes(1, 2, 3, 4)
    send_mail("Reset", "secret link", None, [EDITOR])
    suppress(address(4), Reason.BOUNCE)
    for order, subject in [("451 {}", 1), ("550 {}", 2)]:
        smtp_sink.answer(order.format(address(subject)), to=address(subject))
    smtp_sink.answer(f"451 {EDITOR}", to=EDITOR)
    assert send_due(Queue.TX) == 1
    assert StaffLetter.objects.exists()
    said = " ".join(it.getMessage() for it in caplog.records if not it.name.startswith("mail.log"))
    dumped = dump()
    assert KIND.encode() in dumped
    for words in [EDITOR, "secret link", "Hello", *map(address, range(1, 5))]:
        assert not holds(dumped, words)
        assert words not in said


def test_the_dump_would_show_an_address_if_there_were_one():
    Message.objects.create(kind=EDITOR, subject_id=1, language="en")
    Suppression.objects.create(address_index=address(1).encode(), reason=Reason.BOUNCE)
    dumped = dump()
    assert holds(dumped, EDITOR)
    assert holds(dumped, address(1))


def test_a_row_names_itself_without_its_subject():
    message = Message.objects.create(kind=KIND, subject_id=7, language="es")
    assert str(message) == f"message {message.pk}"


def test_messages_are_found_by_what_they_are_about():
    for subject in (1, 2, 3):
        Message.objects.create(kind=KIND, subject_id=subject, language="es")
    Message.objects.create(kind="tests.other", subject_id=1, language="es", state=State.SENT)
    assert Message.objects.of(KIND, [1, 3]).count() == 2
    assert Message.objects.unfinished().count() == 3
