"""Staff mail is sealed while it waits, and gone once it has ended."""

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection, send_mail
from django.db import DatabaseError, transaction
from django.utils.translation import override

from outbox.backends import STAFF_KIND, AttachmentRefused
from outbox.models import Message, Queue, StaffLetter, State
from outbox.sending import send_due
from outbox.sweeping import sweep
from vault.sealing import CannotUnseal, house_keys, unseal

pytestmark = pytest.mark.django_db
ANA, EVA = "ana@staff.example.org", "eva@staff.example.org"


@pytest.fixture(autouse=True)
def through_the_outbox(settings):
    """pytest-django puts Django's in-memory backend in its place."""
    settings.EMAIL_BACKEND = "outbox.backends.OutboxBackend"


def test_staff_mail_arrives_as_it_was_written(smtp_sink):
    mail = EmailMultiAlternatives(
        "Contraseña nueva",
        "Pulsa aquí",
        "Redacción <desk@staff.example.org>",
        [f"Ana <{ANA}>"],
        headers={"X-Note": "workflow", "Auto-Submitted": "no"},
        reply_to=[EVA],
    )
    mail.attach_alternative("<p>Pulsa aquí</p>", "text/html")
    with override("es"):
        assert mail.send() == 1
    assert send_due(Queue.TX) == 1
    arrived = smtp_sink.received[0]
    assert arrived.to == ANA
    headers = arrived.message
    assert headers["From"] == "Redacción <desk@staff.example.org>"
    assert headers["Reply-To"] == EVA
    assert headers["X-Note"] == "workflow"
    assert headers.get_all("Auto-Submitted") == ["auto-generated"]
    assert headers["Content-Language"] == "es"
    assert headers["Subject"] == "Contraseña nueva"
    assert headers.get_body(("plain",)).get_content().strip() == "Pulsa aquí"
    assert "<p>Pulsa aquí</p>" in headers.get_body(("html",)).get_content()


def test_each_recipient_gets_a_letter_and_sees_no_other(smtp_sink):
    EmailMessage("Hello", "text", to=[ANA, ANA], bcc=[EVA]).send()
    assert send_due(Queue.TX) == 2
    letters = {letter.to: letter.content.decode() for letter in smtp_sink.received}
    assert letters.keys() == {ANA, EVA}
    assert EVA not in letters[ANA]
    assert ANA not in letters[EVA]


def test_an_html_only_mail_gets_a_text(smtp_sink):
    mail = EmailMessage("Hello", "<p>One</p>", to=[ANA])
    mail.content_subtype = "html"
    mail.send()
    send_due(Queue.TX)
    assert smtp_sink.received[0].message.get_body(("plain",)).get_content().strip() == "One"


def test_staff_mail_is_sealed_to_its_row():
    send_mail("Reset", "secret link", None, [ANA])
    send_mail("Reset", "other link", None, [EVA])
    one, other = StaffLetter.objects.order_by("pk")
    assert b"secret" not in bytes(one.sealed)
    assert "secret link" in unseal(one.sealed, keys=house_keys(), bound_to=one.binding)
    with pytest.raises(CannotUnseal):
        unseal(one.sealed, keys=house_keys(), bound_to=other.binding)


@pytest.mark.parametrize(("reply", "end"), [("250 ok", State.SENT), ("550 no", State.FAILED)])
def test_a_staff_letter_is_gone_once_its_message_ended(smtp_sink, reply, end):
    send_mail("Reset", "secret link", None, [ANA])
    smtp_sink.answer(reply)
    send_due(Queue.TX)
    assert Message.objects.get().state == end
    assert not StaffLetter.objects.exists()


def test_a_staff_letter_stays_while_its_message_waits(smtp_sink, make_due):
    send_mail("Reset", "secret link", None, [ANA])
    smtp_sink.answer("451 later")
    send_due(Queue.TX)
    sweep()
    assert StaffLetter.objects.count() == 1
    smtp_sink.obey()
    make_due()
    assert send_due(Queue.TX) == 1


def test_the_sweep_forgets_a_letter_whose_sender_died_after_the_mark():
    send_mail("Reset", "secret link", None, [ANA])
    Message.objects.update(state=State.SENT)
    sweep()
    assert not StaffLetter.objects.exists()


def test_a_letter_whose_key_is_missing_waits_for_it(smtp_sink, settings, make_due):
    send_mail("Reset", "secret link", None, [ANA])
    keys = settings.FIELD_ENCRYPTION_KEYS
    settings.FIELD_ENCRYPTION_KEYS = {"new": b"n" * 32}
    assert send_due(Queue.TX) == 0
    assert Message.objects.get().state == State.DEFERRED
    settings.FIELD_ENCRYPTION_KEYS = {"new": b"n" * 32, **keys}
    make_due()
    assert send_due(Queue.TX) == 1


def test_mail_of_a_transaction_that_fails_was_never_posted():
    with transaction.atomic():
        send_mail("Reset", "secret link", None, [ANA])
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_an_attachment_is_refused_clearly():
    mail = EmailMessage("Hello", "text", to=[ANA])
    mail.attach("list.csv", "a,b", "text/csv")
    with pytest.raises(AttachmentRefused):
        mail.send()
    assert get_connection(fail_silently=True).send_messages([mail]) == 0
    assert not Message.objects.exists()


def test_a_dead_database_is_silent_only_on_request():
    mail = EmailMessage("Hello", "text", to=[ANA])
    quiet, loud = (get_connection(fail_silently=silent) for silent in (True, False))
    with transaction.atomic():
        transaction.set_rollback(True)
        assert quiet.send_messages([mail]) == 0
        with pytest.raises(DatabaseError):
            loud.send_messages([mail])


def test_a_mail_to_nobody_posts_nothing():
    assert EmailMessage("Hello", "text").send() == 0
    assert not Message.objects.filter(kind=STAFF_KIND).exists()
