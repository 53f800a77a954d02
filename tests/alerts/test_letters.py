"""The letter of a waiting address: the subject tells no one else, and a bad key loses nothing."""

import base64

import pytest
from django.utils.html import escape

from alerts.announcing import announce
from alerts.letters import open_letters
from alerts.models import Waiting
from news.models import PostPage
from outbox import letters as outbox_letters
from outbox.models import Message

pytestmark = pytest.mark.django_db
HOSTILE = "<b>A & B</b>\r\nBcc: eve@example.org"


@pytest.fixture
def message(wait, english, go_spanish) -> Message:
    wait("ana@example.org")
    go_spanish()
    announce(english.translation_key, "es")
    return Message.objects.get()


def test_the_subject_does_not_say_what_is_read(message):
    letter = open_letters([message])[message.pk]
    assert "Nieve" not in letter.subject
    assert "Nieve en la colina" in letter.text


def test_a_hostile_title_stays_text(message):
    PostPage.objects.filter(locale__language_code="es").update(title=HOSTILE)
    letter = open_letters([message])[message.pk]
    assert HOSTILE in letter.text
    assert escape(HOSTILE) in letter.html
    assert "\n" not in letter.subject


def test_without_its_key_the_letter_is_put_off(message, settings):
    other = base64.b64decode(base64.b64encode(b"b" * 32))
    settings.FIELD_ENCRYPTION_KEYS = {"other": other}
    assert outbox_letters.open_letters([message]) == ({}, {message.pk})


def test_a_forgotten_address_has_no_letter(message):
    Waiting.objects.all().delete()
    assert open_letters([message]) == {}


def test_many_letters_take_few_queries(wait, english, go_spanish, django_assert_max_num_queries):
    wait(*(f"ana{number}@example.org" for number in range(10)))
    go_spanish()
    announce(english.translation_key, "es")
    messages = list(Message.objects.all())
    assert len(messages) == 10
    with django_assert_max_num_queries(6):
        open_letters(messages)
