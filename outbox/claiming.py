"""Claiming: a sender borrows due messages for a minute, and marks each one as soon as it knows.

Times are the database's, because senders run on several machines. Only the sender's own fence uses
the clock of its machine: past three quarters of the lease it starts no letter, so that the last one
ends before anybody may call it dead.
"""

import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now

from outbox.models import HEARD, Message, State

LEASE = timedelta(seconds=60)
FENCE = 0.75  # of the lease; the rest is room for one letter, see MAIL_TIMEOUT
LAST_MARK = 1.0  # seconds before the lease ends in which the last answer is noted
CHUNK = 5  # of letters to one person each: what one connection carries, one after the other

CLAIM = """
    WITH due AS MATERIALIZED (
        SELECT id FROM outbox_message
        WHERE {where}
            AND state IN ('queued', 'deferred') AND not_before <= statement_timestamp()
        ORDER BY id
        LIMIT %s
        FOR UPDATE SKIP LOCKED
    )
    UPDATE outbox_message AS message
    SET state = 'sending', lease_token = %s, lease_until = statement_timestamp() + %s
    FROM due WHERE message.id = due.id
    RETURNING {read}
"""
# No sender reads these, and making dates of them takes a third of the time of a claim.
UNREAD = frozenset({"not_before", "lease_token", "lease_until", "sent_at"})
READ = ", ".join(
    f"message.{field.column}" for field in Message._meta.concrete_fields if field.name not in UNREAD
)
OF_QUEUE = "queue = %s"
# From the cursor on: what was sent lies dead in the index, and walking over it again costs more
# with every letter.
OF_BROADCAST = "broadcast_id = %s AND language = %s AND id > %s"
ACCEPTED = """
    UPDATE outbox_message AS message
    SET state = 'sent', lease_token = NULL, lease_until = NULL,
        error_code = CASE WHEN message.error_code IN ('bounced', 'complained')
            THEN message.error_code ELSE '' END,
        attempts = attempts + 1, version = accepted.version, sent_at = statement_timestamp()
    FROM unnest(%s::bigint[], %s::uuid[], %s::int[]) AS accepted (id, token, version)
    WHERE message.id = accepted.id AND message.lease_token = accepted.token
    RETURNING message.id
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
        """Note for good what became of a message, and let go of it. Raises LeaseLost.

        Where something was heard of it meanwhile it has arrived, whatever its sender knows.
        """
        ours = Message.objects.filter(pk=message.pk, lease_token=self.token)
        freed = {"lease_token": None, "lease_until": None}
        if ours.filter(error_code__in=HEARD).update(state=State.SENT, sent_at=Now(), **freed):
            return
        if not ours.update(state=state, **freed, **facts):
            raise LeaseLost(message.pk)

    def put_off(self, message: Message, delay: timedelta, **facts: Any) -> None:
        """Try this message again after a while. Raises LeaseLost."""
        self.mark(message, State.DEFERRED, not_before=Now() + delay, **facts)

    def forget(self, keys: set[int]) -> None:
        """Delete these: that they were not sent must not be told by a row."""
        Message.objects.filter(pk__in=keys, lease_token=self.token).delete()
        self.messages[:] = [message for message in self.messages if message.pk not in keys]

    def give_back(self) -> None:
        """Return what was claimed and not tried."""
        ours = Message.objects.filter(pk__in=[message.pk for message in self.messages])
        untried = ours.filter(lease_token=self.token, state=State.SENDING)
        untried.update(state=State.QUEUED, lease_token=None, lease_until=None)


def claim(queue: str, limit: int = CHUNK) -> Lease:
    """Borrow the first due messages of a queue, in the order of their posting; maybe none."""
    return _claim(OF_QUEUE, [queue], limit)


def claim_of(broadcast_pk: int, language: str, *, after: int, limit: int) -> Lease:
    """Borrow due messages of a broadcast in one language, the first ones behind this id."""
    return _claim(OF_BROADCAST, [broadcast_pk, language, after], limit)


def accept(answered: Iterable[tuple[Lease, Message]]) -> set[int]:
    """Note for good, in one statement, that these were accepted; returns the keys of those that
    were still ours.
    """
    rows = [(message.pk, lease.token, message.version) for lease, message in answered]
    if not rows:
        return set()
    arrays = ["{" + ",".join(map(str, column)) + "}" for column in zip(*rows, strict=True)]
    with connection.cursor() as cursor:  # psycopg takes longer to write them than all the rest
        cursor.execute(ACCEPTED, arrays)
        return {key for (key,) in cursor.fetchall()}


def _claim(where: str, said: list[Any], limit: int) -> Lease:
    token, start = uuid.uuid4(), time.monotonic()
    with transaction.atomic(durable=True):  # a claim that could be rolled back is none
        statement = CLAIM.format(where=where, read=READ)
        claimed = Message.objects.raw(statement, [*said, limit, token, LEASE])
        messages = list(claimed)
    length = LEASE.total_seconds()
    return Lease(
        token=token,
        messages=sorted(messages, key=lambda message: message.pk),
        fence=start + length * FENCE,
        ends=start + length - LAST_MARK,
    )
