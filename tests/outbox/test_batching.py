"""A broadcast leaves through a provider in calls of many; each reader's row says what became of it.

The provider is a real HTTP server that speaks the provider's own API.
"""

import logging

import pytest

from hub.environment import MAIL_PROVIDERS
from outbox.draining import drain
from outbox.models import Message, Queue
from outbox.providers import PROVIDERS
from outbox.sending import send_due
from tests.outbox import circulars
from tests.outbox.circulars import address, begun, readers, states

pytestmark = pytest.mark.django_db
IN_LISTS = ["brevo", "mailgun", "postmark", "resend"]


@pytest.fixture(autouse=True)
def _circulars():
    with circulars.registered():
        yield


@pytest.mark.parametrize("kind", IN_LISTS)
def test_everybody_gets_their_own_letter_in_one_call_for_each_language(sink_of, kind):
    sink = sink_of(kind)
    people = readers(5, spanish=2)
    begun()
    assert drain() == 5
    assert sorted(map(len, sink.calls)) == [2, 3]
    assert sorted(sink.addresses) == sorted(map(address, people))
    rows = {address(row.subject_id): row for row in Message.objects.all()}
    for letter in sink.received:
        row, headers = rows[letter.to], {name.title(): it for name, it in letter.headers.items()}
        said = {"en": "The answer", "es": "La respuesta"}[row.language]
        assert letter.message == str(row.public_id)
        assert letter.subject == f"{said} 1"
        assert letter.text.startswith(f"{said}, señora Peña & <b>\n.dot\n")
        assert "Peña &amp; &lt;b&gt;" in letter.page
        assert headers["List-Unsubscribe"] == f"<https://example.org/u/{row.subject_id}>"
        assert headers["Content-Language"] == row.language
        assert "hubslot" not in repr(letter)
        assert "%recipient" not in repr(letter)
    assert set(states().values()) == {"sent"}


@pytest.mark.parametrize("kind", ["mailgun", "postmark"])
def test_our_message_id_stays_where_the_provider_keeps_it(sink_of, kind):
    sink = sink_of(kind)
    readers(2)
    begun()
    drain()
    kept = {
        letter.headers.get("Message-ID", letter.headers.get("Message-Id"))
        for letter in sink.received
    }
    assert kept == {f"<{row.public_id}@news.example.org>" for row in Message.objects.all()}


def test_two_readers_at_one_mailbox_each_get_theirs(sink_of, monkeypatch):
    sink = sink_of("brevo")
    readers(3)
    monkeypatch.setattr(circulars, "address", lambda pk: "house@mail.example.org")
    begun()
    assert drain() == 3
    assert sorted(map(len, sink.calls)) == [1, 1, 1]
    assert len({letter.message for letter in sink.received}) == 3


@pytest.mark.parametrize("kind", ["sparkpost", *IN_LISTS])
def test_mail_to_one_person_goes_in_a_call_of_its_own(sink_of, notes, kind):
    sink = sink_of(kind)
    notes(1, 2, language="es")
    assert send_due(Queue.TX) == 2
    rows = {str(row.public_id) for row in Message.objects.all()}
    assert {letter.message for letter in sink.received} == rows
    assert all(len(readers) == 1 for readers in sink.calls)


def test_nobody_is_watched_where_the_provider_can_be_told(sink_of):
    asked = {
        "mailgun": ("o%3Atracking-opens=no", "o%3Atracking-clicks=no"),
        "postmark": ('"TrackOpens": false', '"TrackLinks": "None"'),
        "sparkpost": ('"open_tracking": false', '"click_tracking": false'),
    }
    readers(1)
    for subject, (kind, words) in enumerate(asked.items()):
        sink = sink_of(kind)
        begun(subject + 1)
        assert drain() == 1
        assert [word for word in words if word not in sink.bodies[0]] == []


@pytest.mark.parametrize("kind", IN_LISTS)
def test_a_sender_whose_name_has_a_comma_stays_one(sink_of, settings, kind):
    sink = sink_of(kind)
    settings.DEFAULT_FROM_EMAIL = '"Peña, Ana" <ana@example.org>'
    readers(2)
    begun()
    assert drain() == 2
    assert "ana@example.org" in sink.bodies[0].replace("%40", "@")


def test_a_provider_without_lists_gets_a_broadcast_letter_by_letter(sink_of):
    sink = sink_of("sparkpost")
    readers(3)
    begun()
    assert drain() == 3
    assert sink.calls == [[to] for to in sink.addresses]


def test_no_log_line_holds_an_address(sink_of, caplog):
    sink = sink_of("brevo")
    [first, *_] = readers(3)
    sink.refuse(address(first))
    begun()
    with caplog.at_level(logging.DEBUG):
        drain()
        sink.answer(500)
        begun(2)
        drain()
    assert caplog.records
    assert "mail.example.org" not in caplog.text


@pytest.mark.parametrize(
    ("kind", "said"), [("brevo", "{{ contact.EMAIL }}"), ("mailgun", "%recipient_email%")]
)
def test_words_that_a_provider_would_take_for_its_own_stay_words(sink_of, monkeypatch, kind, said):
    sink = sink_of(kind)
    monkeypatch.setitem(circulars.SAID, "en", said)
    readers(1)
    begun()
    assert drain() == 1
    assert said not in sink.received[0].text
    assert said in sink.received[0].text.replace("\N{WORD JOINER}", "")


def test_the_settings_name_the_providers_that_there_are():
    needs_user = {name: len(it.secrets) > 1 for name, it in PROVIDERS.items()}
    assert needs_user == MAIL_PROVIDERS
