"""Broadcasts wait until somebody has read a code that came the way they would leave."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outbox import opening
from outbox.draining import drain
from outbox.models import Message, Opening, Queue, State
from outbox.opening import CodeIsGone, Shut, WrongCode, ask, bulk_is_open, open_bulk, why_shut
from outbox.sending import send_due
from tests.outbox import circulars
from tests.outbox.circulars import begun, readers

pytestmark = pytest.mark.django_db


@pytest.fixture
def abroad(smtp_sink, settings, monkeypatch):
    """The sink, taken for a server that is not on this machine."""
    settings.DEFAULT_FROM_EMAIL = "News <news@example.org>"
    monkeypatch.setattr(opening, "is_at_home", lambda: False)
    return smtp_sink


@pytest.fixture(autouse=True)
def _circulars():
    with circulars.registered():
        yield


def test_no_broadcast_leaves_before_the_code_is_typed_back_and_then_all_of_it_does(abroad, notes):
    readers(2)
    begun()
    assert drain() == 0
    assert why_shut() == Shut.UNPROVEN
    code = ask()
    assert (drain(), why_shut()) == (0, Shut.ASKED)
    assert set(Message.objects.values_list("state", flat=True)) == {State.QUEUED}
    notes(1)
    assert send_due(Queue.TX) == 1
    open_bulk(code)
    assert bulk_is_open()
    assert drain() == 2


def test_another_server_or_sender_is_another_way(abroad, settings):
    open_bulk(ask())
    settings.DEFAULT_FROM_EMAIL = "news@elsewhere.example"
    assert why_shut() == Shut.UNPROVEN
    settings.DEFAULT_FROM_EMAIL = "Other <other@EXAMPLE.org>"
    assert bulk_is_open()
    settings.MAIL_SERVER = settings.MAIL_SERVER | {"host": "mail.elsewhere.example"}
    assert why_shut() == Shut.UNPROVEN


def test_a_code_is_good_for_an_hour_and_five_tries_and_the_last_one_only(abroad):
    with pytest.raises(CodeIsGone):
        open_bulk("123456")
    first, second = ask(), ask()
    for wrong in (first, "", "12345\0", "a" * 99):
        with pytest.raises(WrongCode):
            open_bulk(wrong)
    open_bulk(f" {second} ")
    with pytest.raises(CodeIsGone):
        open_bulk(second)
    third = ask()
    assert bulk_is_open()
    Opening.objects.update(asked_at=timezone.now() - timedelta(minutes=61))
    with pytest.raises(CodeIsGone):
        open_bulk(third)
    fourth = ask()
    for _ in range(5):
        with pytest.raises(WrongCode):
            open_bulk("no")
    with pytest.raises(CodeIsGone):
        open_bulk(fourth)


@pytest.mark.parametrize(
    ("host", "inbox", "is_open"),
    [
        ("127.0.0.1", "", True),
        ("::1", "", True),
        ("localhost", "", True),
        ("mail", "", False),
        ("brevo", "", False),
        ("mail", "/inbox", True),
        ("10.0.0.1", "", False),
    ],
)
def test_what_stays_on_this_machine_needs_no_proof(settings, host, inbox, is_open):
    settings.MAIL_SERVER, settings.INBOX_DIR = settings.MAIL_SERVER | {"host": host}, inbox
    assert bulk_is_open() is is_open
