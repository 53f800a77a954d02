"""Sending: claim, open, hand over, mark, one letter at a time, until nothing is due or time is up.

An answer is noted for good before the next letter starts, so a dead sender leaves at most one
message in doubt. After a temporary answer a message is tried ten times; while the server cannot be
reached, as often as it takes for a week.
"""

import logging
import random
import time
from datetime import timedelta
from email.errors import MessageError

from django.conf import settings
from django.db.models.functions import Now
from django.utils import timezone

from outbox.backends import forget_spent_letters
from outbox.claiming import Lease, LeaseLost, claim
from outbox.handing import MailServer, Outcome, Verdict
from outbox.letters import Letter, compose, open_letters
from outbox.models import Message, Queue, State
from outbox.posting import ring_for
from outbox.suppressing import suppressed_among

log = logging.getLogger(__name__)
# Seconds. With MAIL_TIMEOUT for a last letter it stays under the task's soft time limit of 60.
RUN = 40
# Minutes after the first, second… temporary answer; the last one repeats.
TEMPORARY_WAITS = (1, 5, 15, 60, 180, 360)
MAX_ATTEMPTS = 10
# Seconds after the first, second… outage; the last one repeats.
OUTAGE_WAITS = (5, 15, 30, 60, 120, 300)
OUTAGES_END = timedelta(days=7)
# What writing a letter raises when the letter is at fault; a time limit is not among them.
MISSHAPEN = (ValueError, TypeError, AttributeError, LookupError, MessageError)
JITTER = 0.1  # of the wait, either way: those who failed together do not come back together


def send_due(queue: str) -> int:
    """Send what is due in this queue; returns how many were accepted. Not in a transaction."""
    stop = time.monotonic() + RUN
    sent = 0
    with MailServer() as server:
        while time.monotonic() < stop:
            lease = claim(queue)
            if not lease.messages:
                return sent
            sent += _send_chunk(lease, server, stop)
            if server.is_down:
                return sent
    ring_for(queue)
    return sent


def _send_chunk(lease: Lease, server: MailServer, stop: float) -> int:
    sent = 0
    try:
        for message, letter in _opened(lease):
            if lease.is_fenced or time.monotonic() >= stop:
                break
            sent += _send(lease, message, letter, server)
    except LeaseLost as lost:
        log.warning("the lease of message %s was lost", lost)
    lease.give_back()
    forget_spent_letters(lease.messages)
    return sent


def _opened(lease: Lease) -> list[tuple[Message, Letter]]:
    """What is ready to go; a message without a letter, or to be spared, is marked here."""
    letters, failed = open_letters(lease.messages)
    silent = suppressed_among({letter.to for letter in letters.values()})
    ready = []
    for message in lease.messages:
        letter = letters.get(message.pk)
        if message.pk in failed:
            _wait_out(lease, message, "opener")
        elif letter is None:
            lease.mark(message, State.CANCELLED)
        elif letter.to in silent:
            lease.mark(message, State.SUPPRESSED)
        else:
            ready.append((message, letter))
    return ready


def _send(lease: Lease, message: Message, letter: Letter, server: MailServer) -> bool:
    try:
        mail = compose(message, letter)
    except MISSHAPEN as error:  # it must not stop those behind it
        log.error("message %s cannot be written: %s", message.pk, type(error).__name__)
        lease.mark(message, State.FAILED, error_code="unsendable")
        return False
    deadline = min(time.monotonic() + settings.MAIL_TIMEOUT, lease.ends)
    outcome = server.hand(mail, deadline=deadline)
    log.info("message %s %s: %s", message.pk, message.kind, outcome)
    _note(lease, message, outcome)
    return outcome.verdict is Verdict.ACCEPTED


def _note(lease: Lease, message: Message, outcome: Outcome) -> None:
    facts = {"attempts": message.attempts + 1, "error_code": outcome.code}
    match outcome.verdict:
        case Verdict.ACCEPTED:
            lease.mark(message, State.SENT, **facts | {"error_code": ""}, sent_at=Now())
        case Verdict.REFUSED:
            lease.mark(message, State.FAILED, **facts)
        case Verdict.PUT_OFF:
            _try_again(lease, message, outcome, at_last=State.FAILED)
        case Verdict.UNANSWERED if message.queue == Queue.TX:
            _try_again(lease, message, outcome, at_last=State.UNKNOWN)
        case Verdict.UNANSWERED:
            lease.mark(message, State.UNKNOWN, **facts)
        case Verdict.UNREACHABLE:
            _wait_out(lease, message, outcome.code)


def _try_again(lease: Lease, message: Message, outcome: Outcome, *, at_last: State) -> None:
    attempts = message.attempts + 1
    if attempts >= MAX_ATTEMPTS:
        lease.mark(message, at_last, attempts=attempts, error_code=outcome.code)
        return
    minutes = TEMPORARY_WAITS[min(attempts, len(TEMPORARY_WAITS)) - 1]
    delay = _blur(timedelta(minutes=minutes))
    lease.put_off(message, delay, attempts=attempts, error_code=outcome.code)


def _wait_out(lease: Lease, message: Message, code: str) -> None:
    """It is not the letter's fault: wait for the server, or for whoever mends our code."""
    outages = message.outages + 1
    if message.created_at < timezone.now() - OUTAGES_END:
        lease.mark(message, State.FAILED, error_code=code)
        return
    delay = _blur(timedelta(seconds=OUTAGE_WAITS[min(outages, len(OUTAGE_WAITS)) - 1]))
    lease.put_off(message, delay, outages=outages, error_code=code)


def _blur(wait: timedelta) -> timedelta:
    return wait * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret
