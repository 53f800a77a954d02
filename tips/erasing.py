"""Erasing: what was typed is gone at once; for some days a row says that there was a tip."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from tips.days import today
from tips.models import Posted, State, Tip
from vault.auditing import note
from vault.erasures import Erasure, note_erasure

ERASED = "tip.erased"
ERASED_LINE = "tips.tip"  # in the journal of erasures, by code
BATCH = 200


def erase_now(tip_id: int, *, by: Any) -> bool:
    """At a reader's word; False where nothing was left to erase."""
    with transaction.atomic():
        return bool(_erase(Tip.objects.held().filter(pk=tip_id).select_for_update(), by=by.pk))


def expire() -> int:
    """What the clock lets go of; returns how many tips were erased. Safe to run twice."""
    erased = 0
    while number := _expire_some():
        erased += number
    Tip.objects.forgotten().delete()
    Posted.objects.over().delete()
    return erased


def erase_again(lines: Sequence[Erasure]) -> int:
    """After a restore: those that were erased since."""
    codes = {code for line in lines for code in line.keys}
    with transaction.atomic():
        return _erase(Tip.objects.held().filter(code__in=codes).select_for_update(), by=None)


def _expire_some() -> int:
    with transaction.atomic():
        overdue = Tip.objects.overdue().order_by("pk").select_for_update(skip_locked=True)
        return _erase(overdue[:BATCH], by=None)


def _erase(tips: Iterable[Tip], *, by: int | None) -> int:
    """A form sent twice must not be taken for one that is still here."""
    found = {tip.pk: tip.code for tip in tips}
    note_erasure(ERASED_LINE, found.values())
    Posted.objects.filter(code__in=found.values()).delete()
    nothing = {"sealed_text": None, "sealed_contact": None, "sealed_reason": None}
    Tip.objects.filter(pk__in=found).update(state=State.ERASED, erased_on=today(), **nothing)
    for pk in found:
        note(ERASED, pk, by=by)
    return len(found)
