"""Bringing a list: uploaded, looked at, then taken in 500 rows at a time.

Each part is one transaction that also destroys the part: it resumes after a crash without doubling
anybody. What is new and documented is a supporter at once; all others are newcomers, who get
nothing but one question (supporters/asking.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from supporters.brought_lists import PART_ROWS, BroughtList, ListPart
from supporters.columns import guess_columns
from supporters.judging import Judge
from supporters.subscribing import queue_behind_all
from supporters.taking_in import take_in
from vault.auditing import note
from vault.reading_tables import Table
from vault.ringing import ring

State = BroughtList.State


class AddressesMissing(Exception):
    """No column says the address."""


class NotWaiting(Exception):
    """It runs already, or is over."""


@dataclass(frozen=True)
class Reading:
    """How the rows of a list are read, and what is done with them."""

    columns: dict[str, int]
    basis: str = BroughtList.Basis.ASK
    language: str = ""
    given_on: Any = None


def upload(table: Table, *, source: str, holds: str, by: Any) -> BroughtList:
    """Keep a list, sealed, until it is taken in or a day is over."""
    with transaction.atomic():
        brought = BroughtList(source=source, holds=holds, brought_by=by.pk)
        brought.columns, brought.rows = guess_columns(table.headings), len(table.rows)
        brought.sealed_headings = brought.sealed("headings", table.headings)
        brought.save()
        for number, start_at in enumerate(range(0, len(table.rows), PART_ROWS), 1):
            rows = table.rows[start_at : start_at + PART_ROWS]
            sealed = brought.sealed(str(number), rows)
            ListPart.objects.create(brought=brought, number=number, sealed_rows=sealed)
        note("list.uploaded", brought.pk, by=by.pk, rows=brought.rows)
    return brought


def read_as(brought: BroughtList, reading: Reading) -> None:
    """From now on its rows are read like this. Raises NotWaiting."""
    waiting = BroughtList.objects.filter(pk=brought.pk, state=State.WAITING)
    if not waiting.update(**vars(reading)):
        raise NotWaiting(brought.pk)


def start(brought: BroughtList, by: Any) -> None:
    """Begin to take it in. Starting twice changes nothing. Raises AddressesMissing."""
    if "email" not in brought.columns:
        raise AddressesMissing(brought.pk)
    is_documented = brought.basis == BroughtList.Basis.DOCUMENTED
    with transaction.atomic():
        waiting = BroughtList.objects.filter(pk=brought.pk, state=State.WAITING)
        if waiting.update(state=State.RUNNING):
            facts = {"rows": brought.rows, "documented": int(is_documented)}
            note("list.started", brought.pk, by=by.pk, **facts)
            ring("supporters.bring_list", brought.pk)


def cancel(brought: BroughtList, by: Any) -> None:
    """Stop, and destroy what waits. What was taken in so far stays until it is undone."""
    _stop(brought, by=by.pk)


def bring_part(list_id: int) -> bool:
    """Take in the next 500 rows; False where nothing is left to do, or another process is at it."""
    with transaction.atomic():
        running = BroughtList.objects.filter(pk=list_id, state=State.RUNNING)
        brought = running.select_for_update(skip_locked=True).first()
        if brought is None:
            return False
        part = brought.parts.select_related("brought").order_by("number").first()
        if part is None:
            finish(brought, State.DONE)
            note("list.done", brought.pk, **brought.numbers)
            return False
        judge = Judge(brought)
        read = judge.read(part.rows())
        queue_behind_all(read.addresses)
        take_in(brought, judge.judged(read))
        part.delete()
        return True


def finish(brought: BroughtList, state: str, *, among: Iterable[str] = BroughtList.OPEN) -> bool:
    """It ends like this; nothing of the file is kept. False where it was in no state of these."""
    facts = {"state": state, "sealed_headings": b"", "ended_at": timezone.now()}
    with transaction.atomic():
        is_ours = BroughtList.objects.filter(pk=brought.pk, state__in=among)
        if not is_ours.update(**facts):
            return False
        ListPart.objects.filter(brought=brought).delete()
    return True


def tend_lists() -> None:
    """Ring again for what a lost bell left half-way; destroy what has waited for a day.

    One that has begun is stopped, so that whom it brought so far is asked or undone like others.
    """
    for brought in BroughtList.objects.overdue():
        if not finish(brought, State.LAPSED, among=[State.WAITING]):
            _stop(brought)
    for pk in BroughtList.objects.filter(state=State.RUNNING).values_list("pk", flat=True):
        ring("supporters.bring_list", pk)


def _stop(brought: BroughtList, *, by: int | None = None) -> None:
    with transaction.atomic():
        if finish(brought, State.CANCELLED):
            note("list.cancelled", brought.pk, by=by)
