"""Undoing a list: who is here only because of it goes, and may come with a list again.

Who has answered, subscribed, changed something or left in the meantime stays as they are: that was
their own doing.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from outbox.posting import unpost_all
from supporters.asking import BOTH, PERMISSION
from supporters.brought_lists import PART_ROWS, BroughtList
from supporters.models import Newcomer, Supporter
from vault.auditing import note
from vault.erasures import note_erasure
from vault.ringing import ring

State = BroughtList.State
TAKEN_BACK = "supporters.taken_back"  # in the journal of erasures, by index


class TooLate(Exception):
    """It is undone already, was never taken in, or its week is over."""


def undo(brought: BroughtList, by: Any) -> None:
    """Ask for it. Raises TooLate."""
    with transaction.atomic():
        rows = BroughtList.objects.select_for_update().filter(pk=brought.pk)
        known = rows.get()
        if not known.may_be_undone:
            raise TooLate(brought.pk)
        rows.update(state=State.UNDOING)
        note("list.undone", brought.pk, by=by.pk)
        ring("supporters.undo_list", brought.pk)


def undo_part(list_id: int) -> bool:
    """Take out up to 500 people; False once none is left. Resumes where it stopped."""
    with transaction.atomic():
        undoing = BroughtList.objects.filter(pk=list_id, state=State.UNDOING)
        brought = undoing.select_for_update(skip_locked=True).first()
        if brought is None:
            return False
        newcomers = list(_some(brought.newcomers))
        supporters = list(_some(brought.supporters.filter(left_on=None)))
        if not newcomers and not supporters:
            undoing.update(state=State.UNDONE, ended_at=timezone.now())
            return False
        strangers = Newcomer.objects.filter(pk__in=newcomers)
        brought_along = Supporter.objects.filter(pk__in=supporters)
        for rows in (strangers, brought_along):
            indexes = rows.values_list("address_index", flat=True)
            note_erasure(TAKEN_BACK, [bytes(index).hex() for index in indexes])
        strangers.delete()
        unpost_all((PERMISSION, BOTH), supporters)
        brought_along.delete()
        return True


def tend_undoing() -> None:
    """Ring again for what a lost bell left half-way."""
    for pk in BroughtList.objects.filter(state=State.UNDOING).values_list("pk", flat=True):
        ring("supporters.undo_list", pk)


def _some(rows: Any) -> Any:
    locked = rows.select_for_update().order_by("pk")
    return locked.values_list("pk", flat=True)[:PART_ROWS]
