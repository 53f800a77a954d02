"""An address to be spared is known by its index alone, and gets no mail."""

import pytest

from outbox.models import Message, Queue, Reason, State, Suppression
from outbox.sending import send_due
from outbox.suppressing import suppress
from tests.notes import address

pytestmark = pytest.mark.django_db


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_a_suppressed_address_gets_no_mail_in_any_spelling(smtp_sink, notes):
    notes(1, 2)
    suppress("Reader1@Mail.Example.org", Reason.COMPLAINT)
    suppress(address(1), Reason.BOUNCE)
    assert send_due(Queue.TX) == 1
    assert states() == [State.SUPPRESSED, State.SENT]
    assert smtp_sink.addresses == [address(2)]


def test_a_suppression_outlives_a_new_house_key(smtp_sink, notes, settings):
    suppress(address(1), Reason.REQUEST)
    settings.FIELD_ENCRYPTION_KEYS = {"new": b"n" * 32, **settings.FIELD_ENCRYPTION_KEYS}
    notes(1)
    send_due(Queue.TX)
    assert states() == [State.SUPPRESSED]


def test_the_first_reason_stays():
    suppress(address(1), Reason.COMPLAINT)
    suppress(address(1), Reason.BOUNCE)
    assert Suppression.objects.get().reason == Reason.COMPLAINT
