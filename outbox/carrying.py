"""Carrying: several letters at once, each over a connection of its own, and one book-keeper.

Only the caller's thread speaks to the database. A connection gets its next letter when the answer
to the one before is noted for good, so a dead sender leaves at most one message in doubt for each.
Answers that come together are noted by one statement.
"""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.errors import MessageError
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Protocol

from django.conf import settings

from outbox.calling import ProviderApi, meet
from outbox.claiming import Lease, LeaseLost, accept
from outbox.handing import MailServer, Outcome, Verdict
from outbox.letters import Mail
from outbox.models import Message
from vault import figures

log = logging.getLogger(__name__)
# What writing a letter raises when the letter is at fault; a time limit is not among them.
MISSHAPEN = (ValueError, TypeError, AttributeError, LookupError, MessageError)
SENDS = "sends"
REST = 0.25  # seconds after which a connection without work asks again, while others have some

Writing = Callable[[], Mail]


@dataclass
class Load:
    """What one connection carries under one lease, in the order of the messages."""

    lease: Lease
    letters: Iterator[tuple[Message, Writing]]
    addresses: Mapping[int, str]  # by message


class Feed(Protocol):
    """Where letters come from. All of it is called by the thread that called `carry`."""

    def next(self) -> Load | None:
        """Claim some more; None when nothing is due."""

    def wait(self, load: Load, message: Message) -> float | None:
        """Seconds until this letter may go; None if the rest of its load may not."""

    def note(self, load: Load, message: Message, outcome: Outcome) -> None:
        """Mark what was not accepted. Raises LeaseLost."""

    def release(self, load: Load, *, is_spent: bool = False) -> None:
        """Give back what was not tried; nothing of one that is spent."""


class _Lane:
    """A connection and the thread that waits for it."""

    def __init__(self, answers: SimpleQueue) -> None:
        self.load: Load | None = None
        self.current: tuple[Message, Writing] | None = None
        self.is_busy = self.is_down = False
        self.is_doubtful = False  # its letter was handed over, and what became of it is not noted
        self._answers = answers
        self._jobs: SimpleQueue = SimpleQueue()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Hand over the current letter; the answer comes by itself."""
        if self._thread is None:
            self._thread = Thread(target=self._work, daemon=True)
            self._thread.start()
        load, (_message, write) = self.carried
        self.is_busy = self.is_doubtful = True
        deadline = min(time.monotonic() + settings.MAIL_TIMEOUT, load.lease.ends)
        self._jobs.put((write, deadline))

    @property
    def carried(self) -> tuple[Load, tuple[Message, Writing]]:
        """Its load and the letter of it whose turn it is; only while there is one."""
        if self.load is None or self.current is None:
            raise LookupError("nothing is carried")
        return self.load, self.current

    def end(self) -> None:
        if self._thread:
            self._jobs.put(None)
            self._thread.join()

    def _work(self) -> None:
        with meet() as server:
            while job := self._jobs.get():
                outcome = _hand(server, *job)
                self._answers.put((self, outcome, server.is_down))


def tally(message: Message, told: Outcome) -> None:
    """For whoever watches: numbers by queue and outcome."""
    figures.add(SENDS, f"{message.queue} {told.verdict.name.lower()}")


def _hand(
    server: MailServer | ProviderApi, write: Writing, deadline: float
) -> Outcome | BaseException:
    try:
        mail = write()
    except MISSHAPEN as error:
        log.error("a letter cannot be written: %s", type(error).__name__)
        return Outcome(Verdict.MISSHAPEN, "unsendable")
    try:
        return server.hand(mail, deadline=deadline)
    except BaseException as error:  # noqa: BLE001 - raised again where somebody is listening
        return error


@dataclass
class _Run:
    feed: Feed
    lanes: list[_Lane]
    stop: float
    answers: SimpleQueue
    accepted: int = 0
    dry_until: float = 0.0
    wake: float = field(default=0.0)

    def go(self) -> int:
        try:
            while self._give():
                self._settle(self._arrived())
        finally:
            self._end()
        return self.accepted

    def _give(self) -> bool:
        """Start what may be started; False when nothing is under way and nothing is left."""
        self.wake = time.monotonic() + REST
        is_waiting = False
        for lane in self.lanes:
            if not lane.is_busy:
                is_waiting |= self._advance(lane)
        return is_waiting or any(lane.is_busy for lane in self.lanes)

    def _advance(self, lane: _Lane) -> bool:
        """Give this connection its next letter; True if one waits for its moment."""
        while self._has_letter(lane):
            load, (message, _write) = lane.carried
            wait = self.feed.wait(load, message)
            if wait is None:
                self._release(lane)
            elif wait > 0:
                self.wake = min(self.wake, time.monotonic() + wait)
                return True
            else:
                lane.start()
                return False
        return False

    def _has_letter(self, lane: _Lane) -> bool:
        now = time.monotonic()
        while True:
            if lane.load and (now >= self.stop or lane.load.lease.is_fenced):
                self._release(lane)
            if lane.load is None:
                if now >= self.stop or now < self.dry_until or lane.is_down:
                    return False
                lane.load = self.feed.next()
            if lane.load is None:
                self.dry_until = now + REST
                return False
            lane.current = lane.current or next(lane.load.letters, None)
            if lane.current:
                return True
            self._release(lane, is_spent=True)

    def _arrived(self) -> list[tuple[_Lane, Outcome]]:
        """The answers that are there, or the first to come."""
        arrived, left = [], max(0.0, self.wake - time.monotonic())
        try:
            arrived.append(self.answers.get(timeout=left))
            while True:
                arrived.append(self.answers.get_nowait())
        except Empty:
            pass
        for lane, outcome, is_down in arrived:
            lane.is_busy, lane.is_down = False, is_down
            if isinstance(outcome, BaseException):
                raise outcome
        return [(lane, outcome) for lane, outcome, _is_down in arrived]

    def _settle(self, answered: list[tuple[_Lane, Outcome]]) -> None:
        carried = [(lane, lane.carried[0], lane.carried[1][0], told) for lane, told in answered]
        taken = [each for each in carried if each[-1].verdict is Verdict.ACCEPTED]
        noted = accept((load.lease, message) for _lane, load, message, _told in taken)
        self.accepted += len(taken)
        for lane, load, message, told in carried:
            lane.current = None
            tally(message, told)
            log.debug("message %s %s: %s", message.pk, message.kind, told)
            try:
                if told.verdict is not Verdict.ACCEPTED:
                    self.feed.note(load, message, told)
                elif message.pk not in noted:
                    raise LeaseLost(message.pk)
                lane.is_doubtful = False
            except LeaseLost as lost:
                log.warning("the lease of message %s was lost", lost)
                lane.is_doubtful = False
                self._release(lane)

    def _release(self, lane: _Lane, *, is_spent: bool = False) -> None:
        """Give back the rest of a load. One with a letter in doubt stays held until its lease ends:
        then the sweep tells what may have gone out from what did not.
        """
        if lane.load and not lane.is_doubtful:
            self.feed.release(lane.load, is_spent=is_spent)
        lane.load = lane.current = None

    def _end(self) -> None:
        """What is under way is waited for: its answer tells more than its silence would."""
        self.stop = 0.0
        try:
            while any(lane.is_busy for lane in self.lanes):
                self.wake = time.monotonic() + settings.MAIL_TIMEOUT
                self._settle(self._arrived())
        finally:
            for lane in self.lanes:
                lane.end()
        for lane in self.lanes:
            self._release(lane)


def carry(feed: Feed, *, lanes: int, stop: float) -> int:
    """Carry letters over so many connections until nothing is due, or it is `stop` (of
    `time.monotonic()`); returns how many were accepted. Not in a transaction.
    """
    answers: SimpleQueue = SimpleQueue()
    return _Run(feed, [_Lane(answers) for _ in range(lanes)], stop, answers).go()
