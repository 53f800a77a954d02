"""Claiming: a sender borrows due messages for a minute, and marks each one as soon as it knows.

Times are the database's, because senders run on several machines. Only the sender's own fence uses
the clock of its machine: past three quarters of the lease it starts no letter, so that the last one
ends before anybody may call it dead.
"""

import time
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from outbox.models import Message, State

LEASE = timedelta(seconds=60)
FENCE = 0.75  # of the lease; the rest is room for one letter, see MAIL_TIMEOUT
LAST_MARK = 1.0  # seconds before the lease ends in which the last answer is noted
CHUNK = 20

CLAIM = """
    WITH due AS MATERIALIZED (
        SELECT id FROM outbox_message
        WHERE queue = %s AND state IN ('queued', 'deferred') AND not_before <= statement_timestamp()
        ORDER BY id
        LIMIT %s
        FOR UPDATE SKIP LOCKED
    )
    UPDATE outbox_message AS message
    SET state = 'sending', lease_token = %s, lease_until = statement_timestamp() + %s
    FROM due WHERE message.id = due.id
    RETURNING message.*
"""


class LeaseLost(Exception):
    """The message is no longer ours: the lease ran out, and somebody else has it."""


@dataclass(frozen=True)
class Lease:
    """Messages that are ours until the lease ends; times are of `time.monotonic()`."""

    token: uuid.UUID
    messages: list[Message]
    fence: float
    ends: float

    @property
    def is_fenced(self) -> bool:
        return time.monotonic() >= self.fence

    def mark(self, message: Message, state: State, **facts: Any) -> None:
        """Note for good what became of a message, and let go of it. Raises LeaseLost."""
        ours = Message.objects.filter(pk=message.pk, lease_token=self.token)
        if not ours.update(state=state, lease_token=None, lease_until=None, **facts):
            raise LeaseLost(message.pk)

    def put_off(self, message: Message, delay: timedelta, **facts: Any) -> None:
        """Try this message again after a while. Raises LeaseLost."""
        self.mark(message, State.DEFERRED, not_before=Now() + delay, **facts)

    def give_back(self) -> None:
        """Return what was claimed and not tried."""
        ours = Message.objects.filter(pk__in=[message.pk for message in self.messages])
        untried = ours.filter(lease_token=self.token, state=State.SENDING)
        untried.update(state=State.QUEUED, lease_token=None, lease_until=None)


def claim(queue: str, limit: int = CHUNK) -> Lease:
    """Borrow the first due messages of a queue, in the order of their posting; maybe none."""
    token, start = uuid.uuid4(), time.monotonic()
    with transaction.atomic(durable=True):  # a claim that could be rolled back is none
        messages = list(Message.objects.raw(CLAIM, [queue, limit, token, LEASE]))
    length = LEASE.total_seconds()
    return Lease(
        token=token,
        messages=sorted(messages, key=lambda message: message.pk),
        fence=start + length * FENCE,
        ends=start + length - LAST_MARK,
    )
