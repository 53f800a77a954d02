"""Promise 5 in the mail to supporters: each letter is its reader's, and holds only what is true."""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default as modern

import pytest
import time_machine
from django.utils.html import escape
from wagtail.models import Site

from outbox import letters as outbox_letters
from outbox.letters import compose
from outbox.models import Message
from supporters.leaving import LEFT, leave
from supporters.letters import KINDS, open_letters
from supporters.linking import PREFERENCES
from supporters.models import Supporter
from supporters.reminding import REMINDER
from supporters.subscribing import ALREADY, CONFIRMATION, confirm
from tests.supporters.mailbox import ANA, pending, subscribed

pytestmark = pytest.mark.django_db
HEADERS = {"From", "To", "Subject", "Date", "MIME-Version", "Content-Type", "Message-ID"} | {
    *("Content-Language", "Auto-Submitted", "X-Auto-Response-Suppress", "X-Delivery-Id"),
}
WORDS = {
    "en": r"\b(you|subscribed|subscription|link|nothing|confirm|alerts)\b",
    "es": r"\b(tú|tu|suscripción|enlace|nada|confirma|alertas)\b",
}
HOSTILE = ["", "A & B " * 40, "Redacción Ñandú 😀", "<script>x</script>\r\nBcc: eve@example.org"]
PENDING, LINKED = (CONFIRMATION, REMINDER), (ALREADY, PREFERENCES)


def letter_of(kind: str, language: str):
    supporter = Supporter.objects.filter(language=language).first() or pending(
        f"{language}@example.org", language
    )
    if kind not in PENDING:
        confirm(supporter)
    if kind == LEFT:
        leave(Supporter.objects.get(pk=supporter.pk))
    message = Message.objects.create(kind=kind, subject_id=supporter.pk, language=language)
    return message, open_letters([message])[message.pk]


@pytest.mark.parametrize(("language", "other"), [("en", "es"), ("es", "en")])
@pytest.mark.parametrize("kind", KINDS)
def test_every_part_of_a_letter_speaks_one_language(kind, language, other):
    message, letter = letter_of(kind, language)
    for part in (letter.subject, letter.text, re.sub(r"<[^>]+>", " ", letter.html)):
        words = re.sub(r"https?:\S+", " ", part)
        assert re.search(WORDS[language], words, re.IGNORECASE), part
        assert not re.search(WORDS[other], words, re.IGNORECASE), part
    assert f'<html lang="{language}">' in letter.html
    parsed = message_from_bytes(compose(message, letter).content, policy=modern)
    assert set(parsed.keys()) == HEADERS
    assert parsed["Content-Language"] == language
    links = set(re.findall(r"http://testserver(/\w+/\w+/)", letter.text + letter.html))
    assert links == {{"en": "/en/subscribe/", "es": "/es/suscribirse/"}[language]}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_strange_name_of_the_newsroom_stays_in_its_place(kind, language):
    message, _letter = letter_of(kind, language)
    for name in HOSTILE:
        Site.objects.update(site_name=name)
        Site.clear_site_root_paths_cache()
        letter = open_letters([message])[message.pk]
        shown = name or "Hub"
        assert shown in letter.text
        assert escape(shown) in letter.html
        assert "\n" not in letter.subject
        parsed = message_from_bytes(compose(message, letter).content, policy=modern)
        assert set(parsed.keys()) == HEADERS


@pytest.mark.parametrize("kind", PENDING)
def test_the_day_is_written_as_its_language_writes_days(kind):
    for language, day in (("en", "March 12, 2026"), ("es", "12 de marzo de 2026")):
        with time_machine.travel(datetime(2026, 3, 5, 12, tzinfo=UTC)):
            _message, letter = letter_of(kind, language)
        assert day in letter.text
        assert day in letter.html


def test_a_letter_that_is_no_longer_true_is_not_sent():
    supporter = pending()
    messages = {
        kind: Message.objects.create(kind=kind, subject_id=supporter.pk, language="es")
        for kind in KINDS
    }
    said = []
    for deed in (lambda: None, lambda: confirm(supporter), lambda: leave(supporter)):
        deed()
        found = open_letters(list(messages.values()))
        said.append({kind for kind, message in messages.items() if message.pk in found})
    assert said == [set(PENDING), set(LINKED), {LEFT}]
    Supporter.objects.all().delete()
    assert open_letters(list(messages.values())) == {}


def test_without_its_key_a_letter_is_put_off(settings):
    pending()
    message = Message.objects.get()
    settings.FIELD_ENCRYPTION_KEYS = {"other": b"b" * 32}
    assert outbox_letters.open_letters([message]) == ({}, {message.pk})


def test_many_letters_take_few_queries(django_assert_max_num_queries):
    for number in range(10):
        subscribed(f"ana{number}@example.org")
    for supporter in Supporter.objects.all():
        Message.objects.create(kind=ALREADY, subject_id=supporter.pk, language="es")
    messages = list(Message.objects.filter(kind=ALREADY))
    with django_assert_max_num_queries(4):
        assert len(open_letters(messages)) == 10
    assert ANA not in str(messages)
