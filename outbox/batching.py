"""Batching: many letters of one text in a call, where a provider takes that.

Beside `carrying`, with the same feed. What a call holds is noted before it is made, so that a
sender who dies leaves those in doubt, and nobody else.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from django.conf import settings

from outbox.calling import ProviderApi
from outbox.carrying import REST, Feed, Load, tally
from outbox.claiming import Lease, LeaseLost, accept
from outbox.compiling import Compiled
from outbox.handing import Outcome, Verdict
from outbox.merging import Reader, parts_of
from outbox.models import HANDED, Message
from outbox.providers import Provider

log = logging.getLogger(__name__)


@dataclass
class TextLoad(Load):
    """Messages that all say one text."""

    text: Compiled
    reader_of: Callable[[Message], Reader]


@dataclass
class _Lane:
    """A session with the provider, and what it carries."""

    api: ProviderApi
    load: TextLoad | None = None
    kept: Message | None = None  # its turn has come, and it must wait
    parcel: list[Message] = field(default_factory=list)
    call: Future | None = None


@dataclass
class _Run:
    feed: Feed
    lanes: list[_Lane]
    size: int
    stop: float
    hands: ThreadPoolExecutor
    accepted: int = 0
    dry_until: float = 0.0
    wake: float = 0.0

    def go(self) -> int:
        try:
            while self._give():
                self._settle()
        finally:
            self._end()
        return self.accepted

    def _give(self) -> bool:
        """Start what may be started; False when nothing is under way and nothing is left."""
        self.wake = time.monotonic() + REST
        for lane in self.lanes:
            if lane.call is None and self._has_parcel(lane):
                self._start(lane)
        return any(lane.call or lane.load for lane in self.lanes)

    def _has_parcel(self, lane: _Lane) -> bool:
        while True:
            now = time.monotonic()
            if lane.load and (now >= self.stop or lane.load.lease.is_fenced or lane.api.is_down):
                self._release(lane)
            if lane.load is None and not self._load(lane, now):
                return False
            if self._gather(lane):
                return bool(lane.parcel)
            self._release(lane)

    def _load(self, lane: _Lane, now: float) -> bool:
        if now >= self.stop or now < self.dry_until or lane.api.is_down:
            return False
        load = self.feed.next()
        if load is None:
            self.dry_until = now + REST
            return False
        assert isinstance(load, TextLoad)  # noqa: S101 - what such a feed gives
        lane.load = load
        return True

    def _gather(self, lane: _Lane) -> bool:
        """Fill the parcel; False if the load holds nothing more that may go."""
        load = _carried(lane)
        while len(lane.parcel) < self.size:
            message = lane.kept or next((each for each, _write in load.letters), None)
            seconds = self.feed.wait(load, message) if message else None
            if message is None or seconds is None:
                return bool(lane.parcel)
            if seconds > 0:
                lane.kept = message
                self.wake = min(self.wake, time.monotonic() + seconds)
                return True
            lane.kept = None
            lane.parcel.append(message)
        return True

    def _start(self, lane: _Lane) -> None:
        load = _carried(lane)
        try:
            hold(load.lease, lane.parcel)
        except LeaseLost as lost:
            log.warning("the lease of message %s was lost", lost)
            lane.parcel = []
            self._release(lane)
            return
        readers = [load.reader_of(message) for message in lane.parcel]
        parts = parts_of(load.text.template)
        deadline = min(time.monotonic() + settings.MAIL_TIMEOUT, load.lease.ends)
        lane.call = self.hands.submit(lane.api.hand_all, parts, readers, deadline=deadline)

    def _settle(self) -> None:
        """Note the answers that are there, or wait for the first, or until somebody may go on."""
        calls = {lane.call: lane for lane in self.lanes if lane.call}
        left = max(0.0, self.wake - time.monotonic())
        if not calls:
            time.sleep(left)
            return
        for call in wait(calls, timeout=left, return_when=FIRST_COMPLETED).done:
            self._note(calls[call], call.result())

    def _note(self, lane: _Lane, outcomes: list[Outcome]) -> None:
        load = _carried(lane)
        answered = list(zip(lane.parcel, outcomes, strict=True))
        taken = [each for each, told in answered if told.verdict is Verdict.ACCEPTED]
        noted = accept((load.lease, message) for message in taken)
        self.accepted += len(taken)
        try:
            for message, told in answered:
                tally(message, told)
                if told.verdict is not Verdict.ACCEPTED:
                    self.feed.note(load, message, told)
                elif message.pk not in noted:
                    raise LeaseLost(message.pk)
        except LeaseLost as lost:
            log.warning("the lease of message %s was lost", lost)
        lane.call, lane.parcel = None, []

    def _release(self, lane: _Lane) -> None:
        """Give back what was not handed over; a call in doubt stays held until its lease ends."""
        if lane.load and not lane.call:
            self.feed.release(lane.load)
            lane.load = lane.kept = None

    def _end(self) -> None:
        """What is under way is waited for: its answer tells more than its silence would."""
        self.stop = 0.0
        try:
            while any(lane.call for lane in self.lanes):
                self.wake = time.monotonic() + settings.MAIL_TIMEOUT
                self._settle()
        finally:
            for lane in self.lanes:
                self._release(lane)


def hold(lease: Lease, messages: list[Message]) -> None:
    """Note that these are being handed over, all in one call. Raises LeaseLost."""
    ours = Message.objects.filter(pk__in=[message.pk for message in messages])
    if ours.filter(lease_token=lease.token).update(error_code=HANDED) < len(messages):
        raise LeaseLost(messages[0].pk)


def carry_batches(feed: Feed, it: Provider, *, lanes: int, stop: float) -> int:
    """Carry letters in calls of many until nothing is due, or it is `stop` (of
    `time.monotonic()`); returns how many were accepted. Not in a transaction.
    """
    sessions = [ProviderApi(it) for _ in range(lanes)]
    try:
        with ThreadPoolExecutor(lanes) as hands:
            return _Run(feed, [_Lane(each) for each in sessions], it.batch, stop, hands).go()
    finally:
        for session in sessions:
            session.__exit__(None, None, None)


def _carried(lane: _Lane) -> TextLoad:
    if lane.load is None:
        raise LookupError("nothing is carried")
    return lane.load
