"""What a provider refuses, puts off or leaves unanswered is noted of each letter, and only that."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from outbox import batching
from outbox.draining import drain
from outbox.models import HANDED, Message, State
from outbox.providers import PROVIDERS
from outbox.steering import send_unknown
from outbox.sweeping import sweep
from tests.outbox import circulars
from tests.outbox.circulars import address, begun, readers, states

pytestmark = pytest.mark.django_db
IN_LISTS = ["brevo", "mailgun", "postmark", "resend"]


@pytest.fixture(autouse=True)
def _circulars():
    with circulars.registered():
        yield


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


@pytest.mark.parametrize(
    ("says", "state"),
    [("invalid_idempotent_request", "sent"), ("concurrent_idempotent_requests", "unknown 409")],
)
def test_a_key_that_the_provider_knows_already_was_taken_or_is_in_doubt(sink_of, says, state):
    sink = sink_of("resend")
    readers(2)
    sink.answer(409)
    sink.says = says
    begun()
    drain()
    assert set(states().values()) == {state}


@pytest.mark.parametrize("kind", IN_LISTS)
def test_a_yes_that_cannot_be_read_is_no_refusal(sink_of, kind):
    sink = sink_of(kind)
    readers(2)
    sink.says = "taken, in its way"
    begun()
    assert drain() == 0
    assert {state.split()[0] for state in states().values()} == {State.UNKNOWN}


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
