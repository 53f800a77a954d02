"""Changing a petition's state: the only way it changes, told in both languages at one moment."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext
from wagtail.log_actions import log

from campaigns.airing import air
from campaigns.models import Petition, State, StateChange
from campaigns.states import LONGEST
from cms.languages import LANGUAGES
from cms.telling import Texts, checked

CHANGED = "campaigns.change_state"
MOVES: dict[str, tuple[str, ...]] = {
    State.DRAFT: (State.OPEN,),
    State.OPEN: (State.PAUSED, State.CLOSED, State.WON, State.LOST),
    State.PAUSED: (State.OPEN, State.CLOSED, State.WON, State.LOST),
    State.CLOSED: (State.OPEN, State.DELIVERED, State.ANSWERED, State.WON, State.LOST),
    State.DELIVERED: (State.ANSWERED, State.WON, State.LOST, State.CLOSED),
    State.ANSWERED: (State.DELIVERED, State.WON, State.LOST, State.CLOSED),
    State.WON: (State.CLOSED,),
    State.LOST: (State.OPEN, State.CLOSED),
}


class StateRefused(Exception):
    """A petition cannot take this state now; the names of its children say why."""


class MoveUnknown(StateRefused):
    """No petition goes from its state to that one (MOVES)."""


class StewardMissing(StateRefused):
    """Nobody would answer for it: a petition is opened with a steward."""


class TargetMissing(StateRefused):
    """It is addressed to nobody."""


class DeadlinePassed(StateRefused):
    """It would close again at once: its last day is over."""


class KeyUnproven(StateRefused):
    """A sealed petition opens once its stewards have proven that they hold its key."""


class DayAhead(StateRefused):
    """The change is said to have happened in the future."""


def change_state(
    petition: Petition, state: str, *, by: Any, texts: Texts, at: datetime | None = None
) -> StateChange:
    """Tell it and do it, on a locked row. Raises a StateRefused, cms.telling.TextMissing or
    TextTooLong; then nothing has changed.
    """
    told = checked(texts, longest=LONGEST)
    now = timezone.now()
    if at is not None and at > now:
        raise DayAhead(petition.pk)
    with transaction.atomic():
        row = Petition.objects.select_for_update().get(pk=petition.pk)
        _check(row, state)
        Petition.objects.filter(pk=row.pk).update(state=state)
        change = row.changes.create(state=state, texts=told, by=by, at=at or now)
        log(instance=row, action=CHANGED, user=by, data={"state": state})
        air(row)
    petition.state = state
    return change


def close_due() -> int:
    """Close those whose last day is over, once each; returns how many."""
    overdue = Petition.objects.filter(state=State.OPEN, closes_at__lte=timezone.now())
    return sum(_close(petition) for petition in overdue)


def _check(petition: Petition, state: str) -> None:
    if state not in MOVES[petition.state]:
        raise MoveUnknown(petition.state, state)
    if state != State.OPEN:
        return
    if petition.steward_id is None and petition.second_steward_id is None:
        raise StewardMissing(petition.pk)
    if not petition.targets.exists():
        raise TargetMissing(petition.pk)
    if petition.closes_at is not None and petition.closes_at <= timezone.now():
        raise DeadlinePassed(petition.pk)
    if petition.exposure == Petition.Exposure.SEALED and not petition.holds_key:
        raise KeyUnproven(petition.pk)


def _close(petition: Petition) -> bool:
    """By itself: nobody is its author, and what readers are told is the same for every petition."""
    try:
        change_state(petition, State.CLOSED, by=None, texts=_told(), at=petition.closes_at)
    except StateRefused:  # another tick, or a person, was faster
        return False
    return True


def _told() -> dict[str, str]:
    texts = {}
    for code in LANGUAGES:
        with translation.override(code):
            texts[code] = gettext("Its last day is over, so it takes no more signatures.")
    return texts
