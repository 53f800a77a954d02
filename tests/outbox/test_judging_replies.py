"""A person's answer is told from a machine's; when in doubt nobody is answered."""

from email import message_from_bytes
from email.policy import default as modern
from email.utils import parseaddr

import pytest

from outbox.judging_replies import asks_to_leave, is_automatic, language_in, typed_in
from tests.outbox.replied import mail

QUOTED = [
    "\n\nEl jue, 26 nov 2026, Hub escribió:\n> Confirma",
    "\n\nOn Thu, Nov 26, 2026 Hub <hub@example.org> wrote:\n> Confirm",
    "\n\nEnviado desde mi iPhone",
    "\n\n-- \nMaría",
    "",
]
WORDS = ["STOP", " stop.", "Baja", "¡BAJA!", "unsubscribe", "Darme de baja", "Cancelar suscripción"]
RUBBISH = [b"", b"\0\xff\xfe", b"From: \xff\n\n", b"Subject: =?x?b?!!?=\n\n"]
UNREADABLE = b"Content-Type: text/plain; charset=nonsense\nContent-Transfer-Encoding: base64\n\n%%%"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated (vacation)"},
        {"Precedence": "bulk"},
        {"Precedence": "auto_reply"},
        {"List_Id": "<list.example>"},
        {"List_Unsubscribe": "<https://x.example>"},
        {"X_Autoreply": "yes"},
        {"X_Failed_Recipients": "x@y.example"},
        {"From": "MAILER-DAEMON@mail.example"},
        {"From": "no-reply@mail.example"},
        {"From": "bounces+1234@mail.example"},
        {"From": "list-request@mail.example"},
        {"From": ""},
        {"From": "not an address"},
        {"Authentication_Results": "mx; spf=fail smtp.mailfrom=x"},
    ],
)
def test_a_machines_mail_is_known(headers):
    message = mail(**headers)
    assert is_automatic(message, parseaddr(message["From"])[1])


def test_a_report_of_a_bounce_is_a_machines():
    message = mail()
    message.replace_header("Content-Type", "multipart/report; report-type=delivery-status")
    assert is_automatic(message, "maria@mail.example")


@pytest.mark.parametrize("headers", [{}, {"Auto_Submitted": "no"}, {"X_Mailer": "iPhone Mail"}])
def test_a_persons_mail_is_one(headers):
    assert not is_automatic(mail(**headers), "maria.request@mail.example")


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("quoted", QUOTED)
def test_the_word_alone_asks_to_leave(word, quoted):
    assert asks_to_leave("Re: Confirma", typed_in(mail(f"{word}{quoted}")))
    assert asks_to_leave(f"RE: Re: {word}", "")


def test_the_word_within_a_sentence_is_no_wish_to_leave():
    for text in ("Please do not stop, I want to sign", "No me den de baja", "sí", ""):
        assert not asks_to_leave("Re: Confirma", text)


@pytest.mark.parametrize(
    ("subject", "text", "language"),
    [
        ("Re: Por favor confirma", "sí, confirmo", "es"),
        ("", "¿Qué hago?", "es"),
        ("Re: Please confirm", "yes, how can I sign?", "en"),
        ("1234", "", ""),
        ("", "ok", ""),
    ],
)
def test_the_language_is_that_of_the_words(subject, text, language):
    assert language_in(subject, text) == language


@pytest.mark.parametrize("content", [*RUBBISH, UNREADABLE])
def test_what_cannot_be_read_is_judged_all_the_same(content):
    message = message_from_bytes(content, policy=modern)
    assert is_automatic(message, "")
    assert not asks_to_leave(str(message["Subject"] or ""), typed_in(message))
