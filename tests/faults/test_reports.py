"""A provider's calls come fifty times, all at once and in any order: each is noted once."""

import random

import pytest

from outbox.models import Heard, Message, Queue, Suppression
from outbox.sending import send_due
from outbox.suppressing import suppressed_among
from tests.campaigns.test_concurrency import at_once
from tests.outbox.conftest import notes
from tests.outbox.test_hooks import SECRET, said, tell

__all__ = ["notes"]
pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TIMES, CALLERS = 50, 8
KINDS = ("Delivered", "HardBounce", "SpamComplaint")
NOTED = 2  # that a letter arrived is no news where it was sent


def test_a_call_that_comes_fifty_times_out_of_order_is_noted_once(
    smtp_sink, settings, notes, prove
):
    settings.WEBHOOK_SECRET = SECRET
    notes(1)
    send_due(Queue.TX)
    [letter] = smtp_sink.received
    calls = [(kind, number) for number, kind in enumerate(KINDS)] * TIMES
    random.shuffle(calls)

    def call(caller: int) -> set[int]:
        mine = calls[caller::CALLERS]
        return {tell(said(letter, kind, ID=number)) for kind, number in mine}

    assert set().union(*at_once(call, CALLERS)) == {200}
    assert Heard.objects.count() == NOTED
    assert Suppression.objects.count() == 1
    assert suppressed_among([letter.to]) == {letter.to}
    assert Message.objects.get().state == "sent"
    assert tell(said(letter), secret="provider:" + "x" * 24) == 403
    assert Heard.objects.count() == NOTED
    seen = f"{len(calls)} calls about one mail, {NOTED} noted; a forged one: 403"
    prove("a mail provider calls fifty times, out of order, all at once", seen, lost=0, doubled=0)
