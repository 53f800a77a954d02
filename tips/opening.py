"""What a tip reader does at the desk: opening, answering elsewhere, keeping. Each deed is noted
with who did it, and nothing of the tip.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tips.days import kept_until
from tips.models import State, Tip
from vault.auditing import note

OPENED, ANSWERED, KEPT = "tip.opened", "tip.answered", "tip.kept"


class TipGone(Exception):
    """It was erased, or there never was one."""


@dataclass(frozen=True)
class Opened:
    """What was typed, for this one answer; never stored, never logged."""

    text: str
    contact: str
    reason: str

    def __repr__(self) -> str:
        return "an opened tip"


def open_tip(tip_id: int, *, by: Any) -> Opened:
    """Unseal it in memory. Raises TipGone, vault.sealing.CannotUnseal."""
    with transaction.atomic():
        tip = _held(tip_id)
        opened = Opened(*(tip.unsealed(field) for field in ("text", "contact", "reason")))
        Tip.objects.filter(pk=tip.pk, state=State.NEW).update(state=State.READ)
        note(OPENED, tip.pk, by=by.pk)
    return opened


def mark_answered(tip_id: int, *, by: Any) -> None:
    """The newsroom answered by another way: this line has none back. Raises TipGone."""
    with transaction.atomic():
        tip = _held(tip_id)
        tip.state = State.ANSWERED
        tip.save(update_fields=["state"])
        note(ANSWERED, tip.pk, by=by.pk)


def keep(tip_id: int, reason: str, *, by: Any) -> None:
    """Put its last day off, within bounds (tips/days.py), for a reason. Raises TipGone."""
    with transaction.atomic():
        tip = _held(tip_id)
        tip.state, tip.erases_on = State.KEPT, kept_until(tip.received_on)
        tip.seal("reason", reason)
        tip.save(update_fields=["state", "erases_on", "sealed_reason"])
        note(KEPT, tip.pk, by=by.pk, until=tip.erases_on.toordinal())


def _held(tip_id: int) -> Tip:
    tip = Tip.objects.held().select_for_update().filter(pk=tip_id).first()
    if tip is None:
        raise TipGone(tip_id)
    return tip
