"""Codes of servers become plain words, and what is worth another try is told apart."""

import pytest

from outbox.explaining import PASSING, RETRIABLE, Cause, cause_of
from outbox.handing import WORDS
from outbox.models import State


@pytest.mark.parametrize(
    ("state", "code", "cause"),
    [
        ("failed", "rcpt-550", Cause.MAILBOX),
        ("failed", "5.1.1", Cause.MAILBOX),
        ("failed", "552", Cause.FULL),
        ("failed", "rcpt-452", Cause.FULL),
        ("failed", "4.2.2", Cause.FULL),
        ("failed", "554", Cause.UNWANTED),
        ("failed", "rcpt-554", Cause.UNWANTED),
        ("failed", "5.7.1", Cause.UNWANTED),
        ("failed", "450", Cause.BUSY),
        ("failed", "421", Cause.AWAY),
        ("deferred", "535", Cause.AWAY),
        ("failed", "opener", Cause.OURS),
        ("failed", "unsendable", Cause.OURS),
        ("sent", "bounced", Cause.RETURNED),
        ("suppressed", "", Cause.SPARED),
        ("unknown", "lease", Cause.DOUBT),
        ("failed", "", Cause.OTHER),
        ("failed", "strange", Cause.OTHER),
        ("sent", "", None),
        ("queued", "", None),
    ],
)
def test_a_code_is_told_in_words(state, code, cause):
    assert cause_of(state, code) == cause


def test_every_word_of_ours_for_a_broken_line_means_that_the_server_was_away():
    assert {cause_of(State.DEFERRED, word) for word in WORDS.values()} == {Cause.AWAY}


def test_a_dead_mailbox_and_a_wish_for_silence_are_never_tried_again():
    assert not RETRIABLE & {Cause.MAILBOX, Cause.SPARED, Cause.RETURNED, Cause.DOUBT}
    assert PASSING < RETRIABLE
