"""Sending: claim, open, hand over and mark, until nothing is due or time is up.

An answer is noted for good before the next letter starts, so a dead sender leaves at most one
message in doubt. After a temporary answer a message is tried ten times; while the server cannot be
reached, as often as it takes for a week. Trials are counted, not days: a broadcast may be weeks old
before its first letter leaves, and so may be what somebody lets go again.
"""

import logging
import random
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from outbox.backends import forget_spent_letters
from outbox.braking import TOO_MUCH
from outbox.budgets import spend
from outbox.carrying import Load, carry
from outbox.claiming import Lease, LeaseLost, claim
from outbox.handing import Outcome, Verdict
from outbox.heeding import tell_safely
from outbox.letters import compose, open_letters
from outbox.models import Message, Queue, State, What
from outbox.pacing import Pace, pace
from outbox.posting import ring_for
from outbox.suppressing import suppressed_among
from vault.switches import Switch, is_on

log = logging.getLogger(__name__)
# Seconds. With MAIL_TIMEOUT for a last letter it stays under the task's soft time limit of 60.
RUN = 40
LANES = 4  # connections; a confirmation does not wait behind three slow answers
# Minutes after the first, second… temporary answer; the last one repeats.
TEMPORARY_WAITS = (1, 5, 15, 60, 180, 360)
MAX_ATTEMPTS = 10
# Seconds after the first, second… outage; the last one repeats.
OUTAGE_WAITS = (5, 15, 30, 60, 120, 300)
MAX_OUTAGES = 2_000  # a week of the longest wait
JITTER = 0.1  # of the wait, either way: those who failed together do not come back together


def send_due(queue: str) -> int:
    """Send what is due in this queue; returns how many were accepted. Not in a transaction."""
    stop = time.monotonic() + RUN
    sent = carry(Posted(queue), lanes=LANES, stop=stop)
    spend(sent)
    if time.monotonic() >= stop:
        ring_for(queue)
    return sent


@dataclass
class Posted:
    """The feed of messages that an opener turns into letters, one by one."""

    queue: str
    pace: Pace = field(default_factory=pace)

    def next(self) -> Load | None:
        while True:
            lease = claim(self.queue) if is_on(Switch.MAIL) else None
            if lease is None or not lease.messages:
                return None
            load = _opened(lease)
            if load:
                return load

    def wait(self, load: Load, message: Message) -> float | None:
        """It does not wait; broadcasts make room for it. None where all mail was stopped."""
        if not is_on(Switch.MAIL):
            return None
        self.pace.spend(load.addresses[message.pk])
        return 0.0

    def note(self, load: Load, message: Message, outcome: Outcome) -> None:
        if outcome.code in TOO_MUCH:
            self.pace.slow_down(outcome.after)
        note(load.lease, message, outcome)

    def release(self, load: Load, *, is_spent: bool = False) -> None:
        if not is_spent:
            load.lease.give_back()
        forget_spent_letters(load.lease.messages)


def _opened(lease: Lease) -> Load | None:
    """What is ready to go; a message without a letter, or to be spared, is marked here."""
    letters, failed = open_letters(lease.messages)
    addresses = {key: letter.to for key, letter in letters.items()}
    ready = [
        (message, partial(compose, message, letters[message.pk]))
        for message in kept(lease, addresses, failed)
    ]
    return Load(lease, iter(ready), addresses) if ready else None


def kept(
    lease: Lease, addresses: Mapping[int, str], failed: Collection[int] = ()
) -> Iterator[Message]:
    """The messages that may go to these addresses; what becomes of the others is marked."""
    is_bulk = any(message.queue == Queue.BULK for message in lease.messages)
    silent = suppressed_among(set(addresses.values()), to_many=is_bulk)
    for message in lease.messages:
        try:
            if message.pk in failed:
                _wait_out(lease, message, "opener")
            elif message.pk not in addresses:
                lease.mark(message, State.CANCELLED)
            elif addresses[message.pk] in silent:
                lease.mark(message, State.SUPPRESSED)
                tell_safely(message.kind, message.subject_id, What.SPARED)
            else:
                yield message
        except LeaseLost as lost:
            log.warning("the lease of message %s was lost", lost)
            return


def note(lease: Lease, message: Message, outcome: Outcome) -> None:
    """Mark what a mail server did not accept. Raises LeaseLost."""
    log.info("message %s %s: %s", message.pk, message.kind, outcome)
    facts = {"attempts": message.attempts + 1, "error_code": outcome.code}
    match outcome.verdict:
        case Verdict.REFUSED:
            lease.mark(message, State.FAILED, **facts)
        case Verdict.MISSHAPEN:
            lease.mark(message, State.FAILED, error_code=outcome.code)
        case Verdict.PUT_OFF:
            _try_again(lease, message, outcome, at_last=State.FAILED)
        case Verdict.UNANSWERED if message.queue == Queue.TX:
            _try_again(lease, message, outcome, at_last=State.UNKNOWN)
        case Verdict.UNANSWERED:
            lease.mark(message, State.UNKNOWN, **facts)
        case Verdict.UNREACHABLE:
            _wait_out(lease, message, outcome.code, timedelta(seconds=outcome.after))


def _try_again(lease: Lease, message: Message, outcome: Outcome, *, at_last: State) -> None:
    attempts = message.attempts + 1
    if attempts >= MAX_ATTEMPTS:
        lease.mark(message, at_last, attempts=attempts, error_code=outcome.code)
        return
    minutes = TEMPORARY_WAITS[min(attempts, len(TEMPORARY_WAITS)) - 1]
    delay = _blur(timedelta(minutes=minutes))
    lease.put_off(message, delay, attempts=attempts, error_code=outcome.code)


def _wait_out(lease: Lease, message: Message, code: str, at_least: timedelta = timedelta()) -> None:
    """It is not the letter's fault: wait for the server, or for whoever mends our code."""
    outages = message.outages + 1
    if outages >= MAX_OUTAGES:
        lease.mark(message, State.FAILED, outages=outages, error_code=code)
        return
    delay = _blur(timedelta(seconds=OUTAGE_WAITS[min(outages, len(OUTAGE_WAITS)) - 1]))
    lease.put_off(message, max(delay, at_least), outages=outages, error_code=code)


def _blur(wait: timedelta) -> timedelta:
    return wait * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret
