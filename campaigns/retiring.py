"""Retiring: when a petition's clock has run out, its signers' identities go, and then its keys.

Rows first, in batches that are transactions of their own; the keys are destroyed once no row has an
identity left. Whoever is killed in between has lost nothing: the next tick goes on. The count, the
journals and what is told of the petition stay. While a hold is in force (campaigns/holds.py)
nothing is erased and no key destroyed.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from campaigns.clocks import day_of_erasure
from campaigns.erasing import BATCH, erase_identities
from campaigns.keys import entry_name
from campaigns.models import Petition, Signature
from campaigns.receipts import Receipt
from campaigns.retirements import Retirement
from campaigns.signatures import SignatureQuerySet
from campaigns.slips import Slip
from vault.keystore import keystore
from vault.locks import Lock

DELIVERED = frozenset(
    {Petition.State.DELIVERED, Petition.State.ANSWERED, Petition.State.WON, Petition.State.LOST}
)
CLOSED = DELIVERED | {Petition.State.CLOSED}
NOTICE = timedelta(days=30)  # for a petition that was over before this clock met it


@dataclass(frozen=True)
class Reckoned:
    """When a petition closed and was delivered, and the day (UTC) on which identities go."""

    closed_at: datetime | None
    delivered_at: datetime | None
    not_before: date | None
    on: date | None


@dataclass(frozen=True)
class Due:
    """What a tick would do, or goes on with: for a dry run."""

    petition: Petition
    on: date
    rows: int


def set_clocks() -> None:
    """Note for each petition when it closed or was delivered, and the day that follows."""
    for petition in _with_their_books(Petition.objects.filter(retired_at=None)):
        record = _record_of(petition)
        told = reckon(petition, record)
        ends = {name: getattr(told, name) for name in ("closed_at", "delivered_at")}
        if record.pk is None:
            facts = ends | {"not_before": told.not_before}
            Retirement.objects.get_or_create(petition=petition, defaults=facts)
        elif any(getattr(record, name) != moment for name, moment in ends.items()):
            Retirement.objects.filter(pk=record.pk).update(**ends)
        standing = Petition.objects.filter(pk=petition.pk, retired_at=None)
        standing.exclude(erase_on=told.on).update(erase_on=told.on)


def reckon(petition: Petition, record: Retirement) -> Reckoned:
    """What is to be noted of a petition now, changing nothing; the one place to ask.

    One that this clock meets when it is over already (after an upgrade) has NOTICE from that day,
    so that nobody loses names without a warning. All others were met before they closed, and keep
    what their signers were promised.
    """
    closed_at, delivered_at = ends_of(petition, record)
    day = day_of_erasure(petition.exposure, closed_at=closed_at, delivered_at=delivered_at)
    not_before = record.not_before
    if record.pk is None and day is not None:
        not_before = timezone.now().date() + NOTICE
    if day is not None and not_before is not None:
        day = max(day, not_before)
    return Reckoned(closed_at, delivered_at, not_before, day)


def ends_of(petition: Petition, record: Retirement) -> tuple[datetime | None, datetime | None]:
    """When it closed and when it was delivered: by the book of its life, and its last day.

    A petition that is opened again has neither.
    """
    closed_at = delivered_at = None
    if petition.closes_at is not None and petition.state != Petition.State.DRAFT:
        closed_at = petition.closes_at
    if petition.state in CLOSED:
        since = _since(petition, CLOSED, noted=record.closed_at)
        closed_at = min(closed_at or since, since)
    if petition.state in DELIVERED:
        delivered_at = _since(petition, DELIVERED, noted=record.delivered_at)
    return closed_at, delivered_at


def _since(petition: Petition, states: frozenset[str], *, noted: datetime | None) -> datetime:
    """Since when it is in these states without a break. A petition older than its book has a line
    without a text, whose date says nothing: then since a tick saw it first.
    """
    newest_first = sorted(petition.changes.all(), key=lambda change: change.pk, reverse=True)
    run = list(takewhile(lambda change: change.state in states, newest_first))
    if not run or not all(change.texts for change in run):
        return noted or timezone.now()
    return min(change.at for change in run)


def _with_their_books(petitions: QuerySet) -> QuerySet:
    return petitions.select_related("retirement").prefetch_related("changes")


def _record_of(petition: Petition) -> Retirement:
    """The one that is kept, or one to be made."""
    try:
        return petition.retirement
    except Retirement.DoesNotExist:
        return Retirement(petition=petition)


def due() -> list[Due]:
    """Every petition whose identities have a last day, soonest first: what a tick would find now,
    whether or not one has been here before.
    """
    found = []
    for petition in _with_their_books(Petition.objects.filter(retirement__done_at=None)):
        day = petition.erase_on
        if petition.retired_at is None:
            day = reckon(petition, _record_of(petition)).on
        if day is not None:
            found.append(Due(petition, day, _identified(petition).count()))
    return sorted(found, key=lambda each: (each.on, each.petition.pk))


def retire_due() -> int:
    """Retire every petition whose day has come and that nobody holds; returns how many were
    finished now.
    """
    today = timezone.now().date()
    waiting = Retirement.objects.filter(done_at=None, petition__erase_on__lte=today)
    waiting = waiting.filter(petition__held_since=None)
    return sum(retire(record.petition) for record in waiting.select_related("petition"))


def retire(petition: Petition) -> bool:
    """Erase a petition's identities and destroy its keys; False while another process is at it, or
    a hold is in force.
    """
    if not _begin(petition):
        return False
    after = 0
    while (last := _erase_batch(petition, after)) != 0 or after:
        if last is None:
            return False
        after = last  # at the end once more from the start, for who came late
    return _destroy_keys(petition)


def _destroy_keys(petition: Petition) -> bool:
    with transaction.atomic():
        if not _may_retire(petition):
            return False
        keystore().destroy(entry_name(petition.public_id))
        done = Retirement.objects.filter(petition=petition, done_at=None)
        return done.update(done_at=timezone.now()) == 1


def _begin(petition: Petition) -> bool:
    """From here on nobody signs, whatever its state says later."""
    now = timezone.now()
    with transaction.atomic():
        if not _may_retire(petition):
            return False
        Retirement.objects.get_or_create(petition=petition)
        Retirement.objects.filter(petition=petition, begun_at=None).update(begun_at=now)
        Petition.objects.filter(pk=petition.pk, retired_at=None).update(retired_at=now)
    return True


def _erase_batch(petition: Petition, after: int) -> int | None:
    """The last id that was erased, 0 where none is left; None while another process is at it."""
    with transaction.atomic():
        if not _may_retire(petition):
            return None
        rows = _identified(petition).filter(pk__gt=after).select_for_update().order_by("pk")
        ids = list(rows.values_list("pk", flat=True)[:BATCH])
        erased = erase_identities(ids)
        Receipt.objects.filter(petition=petition).delete()
        Slip.objects.filter(petition=petition).delete()
        record = Retirement.objects.filter(petition=petition)
        record.update(rows_erased=F("rows_erased") + erased)
        return ids[-1] if ids else 0


def _identified(petition: Petition) -> SignatureQuerySet:
    return Signature.objects.filter(petition=petition, erased_at=None)


def _may_retire(petition: Petition) -> bool:
    """Whoever puts a hold into force takes the same lock first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [Lock.RETIRE_PETITIONS])
        is_ours = cursor.fetchone()[0]
    return is_ours and Petition.objects.filter(pk=petition.pk, held_since=None).exists()
