"""A broadcast leaves through a provider in calls of many; each reader's row says what became of it.

The provider is a real HTTP server that speaks the provider's own API.
"""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from hub.environment import MAIL_PROVIDERS
from outbox import batching
from outbox.broadcasts import Broadcast
from outbox.draining import drain
from outbox.gathering import gather_all, start
from outbox.models import HANDED, Message, Queue, State
from outbox.providers import PROVIDERS
from outbox.sending import send_due
from outbox.steering import send_unknown
from outbox.sweeping import sweep
from tests.outbox import circulars
from tests.outbox.circulars import KIND, address, readers
from tests.providersink import ProviderSink, key_of, provider_sink

pytestmark = pytest.mark.django_db
IN_LISTS = ["brevo", "mailgun", "postmark", "resend"]


@pytest.fixture(autouse=True)
def _circulars():
    with circulars.registered():
        yield


@pytest.fixture
def sink_of(settings):
    """`sink_of("brevo")` runs for the length of the test."""
    opened = []

    def make(kind: str) -> ProviderSink:
        opened.append(provider_sink(kind))
        sink = opened[-1].__enter__()
        settings.MAIL_SERVER = key_of(sink)
        settings.MAIL_TIMEOUT, settings.MAIL_CONNECTIONS = 3, 2
        settings.BASE_URL = "https://news.example.org"
        return sink

    yield make
    for each in opened:
        each.__exit__(None, None, None)


def begun(subject: int = 1) -> Broadcast:
    broadcast = start(KIND, subject, languages=["en", "es"])
    gather_all(broadcast.pk)
    return broadcast


def states() -> dict[str, str]:
    """State and code by address."""
    rows = Message.objects.values_list("subject_id", "state", "error_code")
    return {address(pk): f"{state} {code}".strip() for pk, state, code in rows}


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


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("resend", "failed rcpt-invalid"),
        ("postmark", "failed rejected"),
        ("mailgun", "failed 400"),
        ("brevo", "failed 400"),
    ],
)
def test_one_reader_who_is_refused_holds_up_nobody(sink_of, kind, code):
    sink = sink_of(kind)
    people = readers(9)
    sink.refuse(address(people[4]))
    begun()
    assert drain() == 8
    assert states()[address(people[4])] == code
    assert sorted(sink.addresses) == sorted(address(pk) for pk in people if pk != people[4])


def test_a_call_that_is_refused_for_everybody_is_nobodys_fault_and_ends_soon(sink_of):
    sink = sink_of("mailgun")
    people = readers(50)
    sink.refuse(*map(address, people))
    begun()
    assert drain() == 0
    assert set(states().values()) == {"deferred 400"}
    assert len(sink.calls) < 20


@pytest.mark.parametrize("kind", IN_LISTS)
def test_too_many_calls_are_put_off_for_as_long_as_the_provider_asks(sink_of, kind):
    sink = sink_of(kind)
    readers(3)
    sink.answer(429, retry_after="120")
    begun()
    assert drain() == 0
    [row] = set(Message.objects.values_list("state", "error_code", "attempts"))
    assert row == (State.DEFERRED, "429", 0)
    assert Message.objects.earliest("not_before").not_before > timezone.now() + timedelta(
        seconds=110
    )
    assert len(sink.calls) == 1


@pytest.mark.parametrize(("status", "state"), [(500, "deferred 500"), (401, "deferred 401")])
def test_a_provider_that_fails_or_knows_us_not_loses_no_mail(sink_of, status, state, make_due):
    sink = sink_of("postmark")
    readers(3)
    sink.answer(status)
    begun()
    assert drain() == 0
    assert set(states().values()) == {state}
    sink.obey()
    make_due()
    assert drain() == 3


@pytest.mark.parametrize("manner", ["hang", "drop", "502"])
def test_a_lost_answer_leaves_its_call_unknown_and_goes_again_only_by_hand(
    sink_of, settings, manner
):
    sink = sink_of("mailgun")
    settings.MAIL_TIMEOUT = 1
    readers(3)
    broadcast = begun()
    sink.answer(502, takes=True) if manner == "502" else getattr(sink, manner)()
    assert drain() == 0
    assert {state.split()[0] for state in states().values()} == {State.UNKNOWN}
    sink.obey()
    assert drain() == 0
    assert len(sink.received) == 3
    send_unknown(broadcast.pk)
    assert drain() == 3
    assert len({letter.message for letter in sink.received}) == 3


@pytest.mark.parametrize("kind", ["brevo", "resend"])
@pytest.mark.parametrize("manner", ["hang", "drop"])
def test_where_calls_have_keys_a_lost_answer_is_asked_for_again_and_nobody_gets_two(
    sink_of, settings, kind, manner
):
    sink = sink_of(kind)
    settings.MAIL_TIMEOUT = 2
    people = readers(3)
    begun()
    getattr(sink, manner)(times=1)
    assert drain() == 3
    assert len(sink.calls) == 2
    assert sorted(sink.addresses) == sorted(map(address, people))


def test_two_readers_at_one_mailbox_each_get_theirs(sink_of, monkeypatch):
    sink = sink_of("brevo")
    readers(3)
    monkeypatch.setattr(circulars, "address", lambda pk: "house@mail.example.org")
    begun()
    assert drain() == 3
    assert sorted(map(len, sink.calls)) == [1, 1, 1]
    assert len({letter.message for letter in sink.received}) == 3


def test_who_dies_with_a_call_under_way_leaves_all_of_it_in_doubt_and_nothing_else(
    sink_of, monkeypatch, expire
):
    """As if killed: what was claimed stays as it stood."""
    sink = sink_of("mailgun")
    people = readers(8)
    begun()
    monkeypatch.setattr("outbox.providers.PROVIDERS", batching_of(3))
    monkeypatch.setattr(batching, "accept", died)
    monkeypatch.setattr("outbox.claiming.Lease.give_back", lambda lease: None)
    with pytest.raises(RuntimeError):
        drain()
    monkeypatch.undo()
    in_calls = set(sink.addresses)
    assert Message.objects.filter(error_code=HANDED).count() == len(in_calls)
    expire()
    sweep()
    rest = drain()
    told = states()
    unknown = {to for to, state in told.items() if state.startswith(State.UNKNOWN)}
    assert unknown >= in_calls
    assert len(unknown) <= len(in_calls) + 2
    assert rest == len(people) - len(unknown)
    assert len(sink.addresses) == len(set(sink.addresses))


def died(answered: object) -> None:
    raise RuntimeError


def batching_of(size: int) -> dict:
    return {name: replace(it, batch=min(size, it.batch)) for name, it in PROVIDERS.items()}


@pytest.mark.parametrize("kind", ["sparkpost", *IN_LISTS])
def test_mail_to_one_person_goes_in_a_call_of_its_own(sink_of, notes, kind):
    sink = sink_of(kind)
    notes(1, 2, language="es")
    assert send_due(Queue.TX) == 2
    rows = {str(row.public_id) for row in Message.objects.all()}
    assert {letter.message for letter in sink.received} == rows
    assert all(len(readers) == 1 for readers in sink.calls)


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
