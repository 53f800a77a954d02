"""Who answers a mail of ours hears kindly what to tap, once a day; a machine never does."""

import logging
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine

from outbox.answering import ANSWER, MOST_A_DAY, Incoming, answer, forget_answered
from outbox.models import Message, Reason, Reply, State
from outbox.sending import send_due
from outbox.suppressing import suppress
from tests.outbox.replied import OURS, mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.REPLY_TO, settings.REPLY_TO_BY_LANGUAGE = "", OURS
    settings.DEFAULT_FROM_EMAIL = "Hub <hub@example.org>"
    settings.NEUTRAL_SENDER = "Oficina"


def answered(sink) -> EmailMessage:
    send_due("tx")
    return sink.received[-1].message


def body(letter: EmailMessage, part: str = "plain") -> str:
    return letter.get_body((part,)).get_content()


def test_who_answers_yes_is_told_to_press_the_button_in_their_language(smtp_sink):
    assert answer(Incoming(mail("Sí, confirmo. Planted words.")))
    letter = answered(smtp_sink)
    assert smtp_sink.addresses == ["maria@mail.example"]
    assert (letter["Subject"], letter["Content-Language"]) == ("Respuesta automática", "es")
    assert letter["Auto-Submitted"] == "auto-replied"
    assert letter["From"] == "Oficina <hub@example.org>"
    assert letter["Reply-To"] == OURS["es"]
    assert not [name for name in letter if name.lower().startswith(("list-", "precedence"))]
    for part in ("plain", "html"):
        assert "abre nuestro correo y pulsa el botón" in body(letter, part)
        assert "Planted" not in body(letter, part)
        assert "automatic" not in body(letter, part)


def test_the_word_alone_is_answered_in_both_languages_with_how_to_leave(smtp_sink):
    assert answer(Incoming(mail("BAJA")))
    letter = answered(smtp_sink)
    for part in ("plain", "html"):
        for said in ("follow the link at its end", "sigue el enlace al final", "/en/subscribe/"):
            assert said in body(letter, part)
    assert letter["Subject"] == "Automatic answer · Respuesta automática"


@pytest.mark.parametrize(
    ("to", "text", "language"),
    [
        (OURS["en"], "sí", "en"),
        (OURS["es"], "yes", "es"),
        ("Hub <hub@example.org>", "sí, confirmo", "es"),
        ("hub@example.org", "12", ""),
    ],
)
def test_the_language_is_that_of_the_address_else_of_the_words_else_both(to, text, language):
    assert answer(Incoming(mail(text, to=to, Subject="Re: 1")))
    assert Reply.objects.get().language == language


def test_one_address_with_a_plus_tells_the_language(settings):
    settings.REPLY_TO, settings.REPLY_TO_BY_LANGUAGE = "answers@example.org", {}
    assert answer(Incoming(mail("yes", to="answers+es@example.org")))
    assert Reply.objects.get().language == "es"


def test_an_address_is_answered_once_a_day_and_not_kept(smtp_sink, caplog):
    with caplog.at_level(logging.DEBUG, logger="outbox"):
        assert answer(Incoming(mail("Planted words")))
        assert not answer(Incoming(mail(From="MARIA@mail.example")))
        forget_answered()
        assert bytes(Reply.objects.get().sealed_address)
        send_due("tx")
        forget_answered()
    assert len(smtp_sink.received) == 1
    assert bytes(Reply.objects.get().sealed_address) == b""
    said = " ".join(each.getMessage() for each in caplog.records if each.name.startswith("outbox"))
    assert said
    for planted in ("Planted", "maria", "María"):
        assert planted not in said


def test_the_next_day_is_a_new_one_and_nothing_leads_back():
    assert answer(Incoming(mail()))
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1)):
        assert answer(Incoming(mail()))
        assert len({bytes(each.address_index) for each in Reply.objects.all()}) == 2
    with time_machine.travel(datetime.now(UTC) + timedelta(days=3)):
        Message.objects.update(state=State.SENT)
        forget_answered()
        assert not Reply.objects.exists()


@pytest.mark.parametrize(
    "incoming",
    [
        Incoming(mail(), sender=""),
        Incoming(mail(), sender="<>"),
        Incoming(mail(), is_spam=True),
        Incoming(mail(From="hub@example.org")),
        Incoming(mail(From=OURS["en"])),
        Incoming(mail(to="somebody@else.example")),
        Incoming(mail(Auto_Submitted="auto-replied")),
        Incoming(mail(), sender="x\r\nBcc: y@z.example"),
    ],
)
def test_machines_ourselves_and_strangers_mail_are_not_answered(incoming):
    assert not answer(incoming)
    assert not Reply.objects.exists()


def test_the_answer_goes_to_the_envelopes_sender_alone(smtp_sink):
    assert answer(Incoming(mail(From="forged@mail.example"), sender="true@mail.example"))
    send_due("tx")
    assert smtp_sink.addresses == ["true@mail.example"]


def test_who_asked_for_silence_gets_no_answer(smtp_sink):
    suppress("maria@mail.example", Reason.COMPLAINT)
    assert answer(Incoming(mail()))
    assert send_due("tx") == 0
    assert Message.objects.get(kind=ANSWER).state == State.SUPPRESSED


def test_forged_senders_do_not_make_us_a_nuisance():
    today = datetime.now(UTC).date()
    rows = [Reply(day=today, address_index=str(number).encode()) for number in range(MOST_A_DAY)]
    Reply.objects.bulk_create(rows)
    assert not answer(Incoming(mail()))
