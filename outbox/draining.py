"""Draining: the messages of broadcasts leave, language by language, over several connections.

What a broadcast says is written and compiled once for each version and language. Whether it may go
on is asked again every second: a pause, a correction or a language that is held takes effect then.
"""

import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import format_datetime
from functools import partial

from django.conf import settings
from django.utils import timezone

from outbox.batching import TextLoad, carry_batches
from outbox.braking import TOO_MUCH
from outbox.broadcasts import Broadcast
from outbox.budgets import left_today, spend
from outbox.carrying import MISSHAPEN, Load, Writing, carry
from outbox.claiming import Lease, claim_of
from outbox.compiling import Compiled, compile_draft
from outbox.handing import Outcome
from outbox.hearing import note_refusal
from outbox.kinds import KINDS, CannotWrite, Recipient
from outbox.letters import Mail, bare_address, open_with
from outbox.listing import list_headers
from outbox.merging import Reader
from outbox.models import NO_SUCH_MAILBOX, Message, Queue
from outbox.opening import bulk_is_open
from outbox.pacing import Pace, pace
from outbox.posting import ring_for
from outbox.providers import provider
from outbox.referring import reference_of
from outbox.sending import RUN, kept, note
from outbox.watching import Watch
from vault.switches import Switch, is_on

log = logging.getLogger(__name__)
CHUNK = 100  # letters that one connection borrows at a time
GLANCE = 1.0  # seconds after which the broadcasts are looked at again

Run = tuple[int, str]  # a broadcast and a language


def drain() -> int:
    """Send what is due in broadcasts until nothing is, or the time of a task is up; returns how
    many were accepted. Not in a transaction.
    """
    stop = time.monotonic() + RUN
    lanes, it = settings.MAIL_CONNECTIONS, provider()
    feed = Broadcasts()
    try:
        if it and it.batch > 1:
            sent = carry_batches(feed, it, lanes=lanes, stop=stop)
        else:
            sent = carry(feed, lanes=lanes, stop=stop)
    finally:
        feed.watch.settle()
        feed.count()
    if time.monotonic() >= stop:
        ring_for(Queue.BULK)
    return sent


@dataclass
class _Load(TextLoad):
    """Of one broadcast and language; `version` is that of the text it was given."""

    run: Run
    version: int


class Broadcasts:
    """The feed of all broadcasts that may leave; each in turn, so that none waits for another."""

    def __init__(self) -> None:
        self.pace: Pace = pace()
        self.open: dict[Run, Broadcast] = {}
        self.cursors: dict[Run, int] = {}
        self.texts: dict[tuple[int, str, int], Compiled | None] = {}
        self.empty: set[Run] = set()
        self.looked = 0.0
        self.watch = Watch()
        self._turn = self._gone = 0
        self._left: int | None = None  # of today's budget

    def next(self) -> Load | None:
        self._look()
        if self.pace.is_held or self._left == 0:
            return None
        for _ in range(len(self.open)):
            runs = list(self.open)
            self._turn = (self._turn + 1) % len(runs)
            run = runs[self._turn]
            if run not in self.empty and (load := self._load(run)):
                return load
        return None

    def wait(self, load: Load, message: Message) -> float | None:
        self._look()
        assert isinstance(load, _Load)  # noqa: S101 - what `next` made
        broadcast = self.open.get(load.run)
        if broadcast is None or broadcast.version != load.version:
            return None
        if self.pace.is_held or self._left == 0 or not is_on(Switch.BULK):
            return None
        wait = self.pace.wait(load.addresses[message.pk])
        if not wait:
            self.watch.note(broadcast.pk, load.addresses[message.pk])
            if self._left is not None:
                self._left, self._gone = self._left - 1, self._gone + 1
        return wait

    def count(self) -> None:
        """Note what went of today's budget."""
        spend(self._gone)
        self._gone, self._left = 0, left_today()

    def note(self, load: Load, message: Message, outcome: Outcome) -> None:
        if outcome.code in TOO_MUCH:
            self.pace.slow_down(outcome.after)
        address = load.addresses[message.pk]
        self.watch.note(message.broadcast_id, address, outcome.verdict)
        note(load.lease, message, outcome)
        if outcome.code.startswith(NO_SUCH_MAILBOX):
            note_refusal(message, address)

    def release(self, load: Load, *, is_spent: bool = False) -> None:
        if not is_spent:
            load.lease.give_back()

    def _look(self) -> None:
        now = time.monotonic()
        if now < self.looked + GLANCE and not self.watch.is_alarmed:
            return
        self.watch.settle()
        self.looked, self.empty = now, set()
        self.count()
        self.pace.look()
        rows = Broadcast.objects.leaving().order_by("pk") if bulk_is_open() else ()
        self.open = {(row.pk, language): row for row in rows for language in row.languages}

    def _load(self, run: Run) -> Load | None:
        broadcast, language = self.open[run], run[1]
        text = self._text(broadcast, language)
        if text is None:
            self.empty.add(run)
            return None
        while lease := self._claim(run):
            if load := self._opened(lease, broadcast, run, text):
                return load
        self.empty.add(run)
        return None

    def _claim(self, run: Run) -> Lease | None:
        """The next chunk; once from the start when the end is reached: somebody's was put off."""
        for after in dict.fromkeys((self.cursors.get(run, 0), 0)):
            lease = claim_of(*run, after=after, limit=CHUNK)
            if lease.messages:
                self.cursors[run] = lease.messages[-1].pk
                return lease
        return None

    def _opened(self, lease: Lease, broadcast: Broadcast, run: Run, text: Compiled) -> _Load | None:
        kind = KINDS[broadcast.kind]
        opened, failed = open_with(kind.open, lease.messages, named=broadcast.kind)
        lease.forget({key for key, recipient in opened.items() if recipient is None})
        recipients = {key: each for key, each in opened.items() if each is not None}
        addresses = {key: recipient.to for key, recipient in recipients.items()}
        ready = list(kept(lease, addresses, failed))
        if not ready:
            return None
        for message in ready:
            message.version = broadcast.version
        letters = _letters(ready, recipients, text)
        reader_of = partial(_reader, recipients)
        return _Load(lease, letters, addresses, text, reader_of, run, broadcast.version)

    def _text(self, broadcast: Broadcast, language: str) -> Compiled | None:
        """None while there is no text; it is asked for again at the next look."""
        key = (broadcast.pk, language, broadcast.version)
        if key not in self.texts:
            try:
                draft = KINDS[broadcast.kind].write(broadcast, language)
                listed = list_headers(broadcast, language)
                self.texts[key] = compile_draft(draft, language, listed=listed)
            except CannotWrite:
                return None
            except MISSHAPEN as error:
                log.error("%s cannot be written: %s", broadcast, type(error).__name__)
                return None
        return self.texts[key]


def _letters(
    messages: list[Message], recipients: dict[int, Recipient], text: Compiled
) -> Iterator[tuple[Message, Writing]]:
    date = _date()
    for message in messages:
        yield message, partial(_write, text, message, recipients[message.pk], date)


def _write(text: Compiled, message: Message, recipient: Recipient, date: str) -> Mail:
    return text.fill(recipient.to, _values(message, recipient, date))


def _reader(recipients: Mapping[int, Recipient], message: Message) -> Reader:
    recipient = recipients[message.pk]
    to = bare_address(recipient.to)
    values = {**_values(message, recipient, _date()), "to": to}
    return Reader(str(message.public_id), to, values)


def _date() -> str:
    return format_datetime(timezone.now())


def _values(message: Message, recipient: Recipient, date: str) -> dict[str, str]:
    return {
        **recipient.values,
        "date": date,
        "message_id": str(message.public_id),
        "delivery": reference_of(message.public_id, recipient.to),
    }
