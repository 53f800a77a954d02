"""Posting: one row now, in the caller's transaction; the bell rings once it has committed."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Now

from outbox.models import WAITING, Message, Queue, State
from vault.preparing import ask
from vault.ringing import ring

# What wakes the workers of a queue.
BELLS = {Queue.TX: "outbox.send_transactional", Queue.BULK: "outbox.send_broadcasts"}

# Letters that a confirmation may find before it, of each kind that can wait: not quite a second of
# four lanes to a server that answers after 50 ms.
MOST_AHEAD = 75

INSERT = "INSERT INTO {table} ({columns}) SELECT {holders} WHERE {only_if}"
UPDATE = "UPDATE {table} SET ({columns}) = ROW ({holders}) WHERE {only_if} AND id = %s"
POST = """
WITH saved AS ({saving} RETURNING id)
INSERT INTO outbox_message
    (public_id, kind, subject_id, language, version, queue, state, attempts, outages, error_code)
SELECT gen_random_uuid(), %s, id, %s, 1, 'tx', 'queued', 0, 0, '' FROM saved
RETURNING subject_id
"""
Condition = tuple[str, Sequence[Any]]  # in SQL, with its values
ALWAYS: Condition = ("true", ())


def post(kind: str, subject_id: int, *, language: str) -> Message:
    """Ask for one mail about this subject, in this language; its opener will find the address."""
    message = Message.objects.create(kind=kind, subject_id=subject_id, language=language)
    ring_for(Queue.TX)
    return message


class NotSaved(Exception):
    """What it was to depend on is not so: nothing was saved and no mail is asked for."""


def save_and_post(
    row: models.Model,
    kind: str,
    *,
    language: str,
    changed: Iterable[str] = (),
    only_if: Condition = ALWAYS,
) -> None:
    """Save a row, which gets its id if it is new, and ask for one mail about it: both in one
    statement. Its fields are columns of plain values; the ORM's signals are not sent.

    Of a row that is there the attributes `changed` are saved. `only_if` is a condition in SQL with
    its values, looked at in the same statement. Raises NotSaved.
    """
    is_new, columns = row._state.adding, _columns(type(row))
    names = columns if is_new else changed
    said = {columns[name]: getattr(row, name) for name in names}
    if is_new:
        said = {column: value for column, value in said.items() if value is not None}
    where, (condition, facts) = [] if is_new else [row.pk], only_if
    statement = _statement(row._meta.db_table, tuple(said), is_new, condition)
    saved = ask(statement, [*said.values(), *facts, *where, kind, language])
    if not saved:
        raise NotSaved
    [(row.pk,)] = saved
    row._state.adding, row._state.db = False, connection.alias
    ring_for(Queue.TX)


def post_many(kind: str, subject_ids: Iterable[int], *, language: str) -> None:
    """Ask for one mail about each of these subjects, all in this language; one ring for all."""
    facts = {"kind": kind, "language": language}
    Message.objects.bulk_create(Message(subject_id=pk, **facts) for pk in subject_ids)
    ring_for(Queue.TX)


def room_for_patient() -> int:
    """How many mails that can wait may be posted now, so that no confirmation waits behind them:
    the first posted is the first sent. What an outage put off comes back all at once, and counts.
    """
    is_due, lies_there = Q(not_before__lte=Now()), Q(outages__gt=0) & ~Q(error_code="opener")
    ahead = Message.objects.filter(is_due | lies_there, queue=Queue.TX, state__in=WAITING)
    return MOST_AHEAD - ahead.order_by("pk")[:MOST_AHEAD].count()


def unpost(kind: str, subject_id: int) -> None:
    """Spare the mails about this subject that nobody has begun to send."""
    unpost_all([kind], [subject_id])


def unpost_all(kinds: Iterable[str], subject_ids: Iterable[int]) -> None:
    """The same for many kinds and subjects, in one statement."""
    about = Message.objects.filter(kind__in=list(kinds), subject_id__in=list(subject_ids))
    about.filter(state__in=WAITING).update(state=State.CANCELLED)


def ring_for(queue: str) -> None:
    """Wake the workers of a queue after commit."""
    if queue in BELLS:
        ring(BELLS[Queue(queue)])


@cache
def _statement(table: str, columns: tuple[str, ...], is_new: bool, only_if: str) -> str:
    """Made once: in a surge the ORM's making of it would cost more than the database's work."""
    saving = (INSERT if is_new else UPDATE).format(
        table=table,
        columns=", ".join(columns),
        holders=", ".join(["%s"] * len(columns)),
        only_if=only_if,
    )
    return POST.format(saving=saving)


@cache
def _columns(model: type[models.Model]) -> dict[str, str]:
    """Attribute and column of what the database does not make up by itself."""
    fields = (each for each in model._meta.concrete_fields if not each.generated)
    return {each.attname: str(each.column) for each in fields if not each.primary_key}
