"""The name of the mail server is known to nobody for a while: it costs time, and no letter."""

import time

import pytest

from outbox.models import Message, Queue
from outbox.sending import send_due
from tests.mailsink import address_of
from tests.outbox.conftest import make_due, notes

__all__ = ["make_due", "notes"]
pytestmark = [pytest.mark.faults, pytest.mark.django_db]
LETTERS = 9
UNKNOWN = "mail.hub.invalid"  # no name server may know names that end so


def test_a_mail_server_whose_name_is_unknown_costs_no_letter(
    smtp_sink, settings, notes, make_due, prove
):
    notes(*range(1, LETTERS + 1))
    settings.MAIL_SERVER = address_of(smtp_sink) | {"host": UNKNOWN}
    begun = time.monotonic()
    for _turn in range(3):
        send_due(Queue.TX)
        make_due()
    took = time.monotonic() - begun
    assert smtp_sink.received == []
    waiting = Message.objects.values_list("state", "attempts").distinct()
    assert {state for state, _attempts in waiting} <= {"queued", "deferred"}
    assert {attempts for _state, attempts in waiting} == {0}, "an outage uses up no try"
    settings.MAIL_SERVER = address_of(smtp_sink)
    while send_due(Queue.TX):
        pass
    assert len(set(smtp_sink.ids)) == len(smtp_sink.ids) == LETTERS
    seen = f"{LETTERS} letters wait, {took / 3:.1f} s for each look; then each once"
    prove("the name of the mail server is unknown", seen, lost=0, doubled=0, unknown=0)
