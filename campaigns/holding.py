"""Pausing a petition's clock: one person asks and says why, another one approves; either ends it.

Each step is in the audit log. A hold and its end are also in the journal of erasures: a backup from
before it must not let the clock run.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from campaigns.airing import air
from campaigns.holds import RIGHT, Hold
from campaigns.models import Petition
from campaigns.retirements import Retirement
from users.models import User
from vault.auditing import note
from vault.erasures import Erasure, note_erasure
from vault.locks import Lock

HELD, RELEASED = "campaigns.held", "campaigns.released"  # in the journal of erasures
NOTICE = timedelta(days=7)  # after a pause ended, before anything is erased
FROM_JOURNAL = "Restored from the journal of erasures; the reason is in the newsroom's own papers."


class HoldRefused(Exception):
    """The clock cannot be paused or go on; the names of its children say why."""


class NotAllowed(HoldRefused):
    """This person may not."""


class SamePerson(HoldRefused):
    """Who asked may not approve: it takes two."""


class NotWaiting(HoldRefused):
    """It is approved, refused or over already."""


class HeldAlready(HoldRefused):
    """It is asked for or in force already."""


class NothingLeft(HoldRefused):
    """The names are erased and the keys destroyed: there is nothing to keep."""


def ask_hold(petition: Petition, by: User, *, reason: str, covers_requests: bool = False) -> Hold:
    """Raises NotAllowed, NothingLeft, HeldAlready."""
    _check(by)
    if Retirement.objects.filter(petition=petition).exclude(done_at=None).exists():
        raise NothingLeft
    facts = {"reason": reason, "covers_requests": covers_requests, "asked_by": by}
    try:
        with transaction.atomic():
            hold = Hold.objects.create(petition=petition, **facts)
            note("hold.asked", petition.pk, by=by.pk, hold=hold.pk)
    except IntegrityError as error:
        raise HeldAlready from error
    return hold


def approve_hold(hold: Hold, by: User) -> None:
    """From now on nothing of it is erased by a clock. Raises NotAllowed, SamePerson, NotWaiting,
    NothingLeft.
    """
    _check(by)
    with transaction.atomic():
        _stop_the_clock()
        hold = _waiting(hold)
        if hold.asked_by_id is None or hold.asked_by_id == by.pk:
            raise SamePerson
        if Retirement.objects.filter(petition=hold.petition_id).exclude(done_at=None).exists():
            raise NothingLeft
        hold.approved_by, hold.approved_at = by, timezone.now()
        hold.save()
        Petition.objects.filter(pk=hold.petition_id).update(held_since=hold.approved_at)
        note("hold.approved", hold.petition_id, by=by.pk, hold=hold.pk)
        facts = {"asked_by": hold.asked_by_id, "approved_by": by.pk}
        covers = int(hold.covers_requests)
        note_erasure(HELD, [hold.petition.public_id], **facts, covers_requests=covers)
        air(hold.petition)


def refuse_hold(hold: Hold, by: User) -> None:
    """Or take the wish back. Raises NotAllowed, NotWaiting."""
    _check(by)
    with transaction.atomic():
        hold = _waiting(hold)
        hold.refused_at = timezone.now()
        hold.save()
        note("hold.refused", hold.petition_id, by=by.pk, hold=hold.pk)


def end_hold(hold: Hold, by: User) -> None:
    """One person is enough: nothing is erased before NOTICE is over, and another can ask again.

    Raises NotAllowed, NotWaiting.
    """
    _check(by)
    with transaction.atomic():
        found = Hold.objects.in_force().select_for_update().filter(pk=hold.pk).first()
        if found is None:
            raise NotWaiting
        found.ended_by, found.ended_at = by, timezone.now()
        found.save()
        note("hold.ended", found.petition_id, by=by.pk, hold=found.pk)
        note_erasure(RELEASED, [found.petition.public_id])
        _let_the_clock_go(found.petition)
        air(found.petition)


def hold_again(lines: Sequence[Erasure]) -> int:
    """After a restore: what was in force when the journal ended is in force."""
    last = {line.keys[0]: line for line in lines}
    changed = 0
    for public_id, line in last.items():
        petition = Petition.objects.filter(public_id=public_id).first()
        if petition is not None:
            changed += (_hold if line.kind == HELD else _release)(petition, line)
    return changed


def _hold(petition: Petition, line: Erasure) -> bool:
    if Hold.objects.in_force().filter(petition=petition).exists():
        return False
    known = set(User.objects.values_list("pk", flat=True))
    people = {
        f"{name}_id": pk
        for name in ("asked_by", "approved_by")
        if (pk := line.numbers.get(name)) in known
    }
    facts = {"covers_requests": bool(line.numbers.get("covers_requests")), **people}
    with transaction.atomic():
        Hold.objects.open().filter(petition=petition).update(refused_at=line.at)
        Hold.objects.create(
            petition=petition,
            reason=FROM_JOURNAL,
            asked_at=line.at,
            approved_at=line.at,
            **facts,
        )
        Petition.objects.filter(pk=petition.pk).update(held_since=line.at)
    return True


def _release(petition: Petition, line: Erasure) -> bool:
    with transaction.atomic():
        standing = Hold.objects.in_force().filter(petition=petition, approved_at__lt=line.at)
        if not standing.update(ended_at=line.at):
            return False
        _let_the_clock_go(petition)
    return True


def _let_the_clock_go(petition: Petition) -> None:
    """Whatever its day was, everybody has NOTICE to see that it goes on."""
    soonest = (timezone.now() + NOTICE).date()
    rows = Retirement.objects.filter(petition=petition)
    rows.filter(not_before=None).update(not_before=soonest)
    rows.filter(not_before__lt=soonest).update(not_before=soonest)
    mine = Petition.objects.filter(pk=petition.pk)
    mine.update(held_since=None)
    mine.filter(erase_on__lt=soonest).update(erase_on=soonest)


def _stop_the_clock() -> None:
    """Wait for the batch that a tick is erasing at this moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.RETIRE_PETITIONS])


def _waiting(hold: Hold) -> Hold:
    rows = Hold.objects.open().select_for_update(of=("self",)).select_related("petition")
    found = rows.filter(pk=hold.pk, approved_at=None).first()
    if found is None:
        raise NotWaiting
    return found


def _check(by: User) -> None:
    if not by.has_perm(RIGHT):
        raise NotAllowed
