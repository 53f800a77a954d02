"""Retiring: when a petition's clock has run out, its signers' identities go, and then its keys.

Rows first, in batches that are transactions of their own; the keys are destroyed once no row has an
identity left. Whoever is killed in between has lost nothing: the next tick goes on. The count, the
journals and what is told of the petition stay.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import F
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

RETIRE_LOCK = 7_102  # pg_advisory lock: two ticks retire one petition once
DELIVERED = frozenset(
    {Petition.State.DELIVERED, Petition.State.ANSWERED, Petition.State.WON, Petition.State.LOST}
)
CLOSED = DELIVERED | {Petition.State.CLOSED}


@dataclass(frozen=True)
class Due:
    """What a tick would do, or goes on with: for a dry run."""

    petition: Petition
    on: date
    rows: int


def set_clocks() -> None:
    """Note when each petition was first seen closed or delivered, and the day that follows."""
    for petition in Petition.objects.filter(retired_at=None):
        record, _made = Retirement.objects.get_or_create(petition=petition)
        closed_at, delivered_at = ends_of(petition, record)
        if (closed_at, delivered_at) != (record.closed_at, record.delivered_at):
            record.closed_at, record.delivered_at = closed_at, delivered_at
            record.save(update_fields=["closed_at", "delivered_at"])
        day = day_of_erasure(petition.exposure, closed_at=closed_at, delivered_at=delivered_at)
        standing = Petition.objects.filter(pk=petition.pk, retired_at=None)
        standing.exclude(erase_on=day).update(erase_on=day)


def ends_of(petition: Petition, record: Retirement) -> tuple[datetime | None, datetime | None]:
    """When it closed and when it was delivered, by its state and its date: the one place to ask.

    A petition that is opened again has neither.
    """
    now = timezone.now()
    closed_at = delivered_at = None
    if petition.closes_at is not None and petition.state != Petition.State.DRAFT:
        closed_at = petition.closes_at
    if petition.state in CLOSED:
        closed_at = min(closed_at or now, record.closed_at or now, now)
    if petition.state in DELIVERED:
        delivered_at = record.delivered_at or now
    return closed_at, delivered_at


def due() -> Iterator[Due]:
    """Every petition whose identities have a last day, soonest first."""
    waiting = Petition.objects.exclude(erase_on=None).filter(retirement__done_at=None)
    for petition in waiting.order_by("erase_on", "pk"):
        yield Due(petition, petition.erase_on, _identified(petition).count())


def retire_due() -> int:
    """Retire every petition whose day has come; returns how many were finished now."""
    today = timezone.now().date()
    waiting = Retirement.objects.filter(done_at=None, petition__erase_on__lte=today)
    return sum(retire(record.petition) for record in waiting.select_related("petition"))


def retire(petition: Petition) -> bool:
    """Erase a petition's identities and destroy its keys; False while another process is at it."""
    _begin(petition)
    after = 0
    while (last := _erase_batch(petition, after)) != 0 or after:
        if last is None:
            return False
        after = last  # at the end once more from the start, for who came late
    keystore().destroy(entry_name(petition.public_id))
    done = Retirement.objects.filter(petition=petition, done_at=None)
    return done.update(done_at=timezone.now()) == 1


def _begin(petition: Petition) -> None:
    """From here on nobody signs, whatever its state says later."""
    now = timezone.now()
    with transaction.atomic():
        Retirement.objects.get_or_create(petition=petition)
        Retirement.objects.filter(petition=petition, begun_at=None).update(begun_at=now)
        Petition.objects.filter(pk=petition.pk, retired_at=None).update(retired_at=now)


def _erase_batch(petition: Petition, after: int) -> int | None:
    """The last id that was erased, 0 where none is left; None while another process is at it."""
    with transaction.atomic():
        if not _may_retire():
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


def _may_retire() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [RETIRE_LOCK])
        return cursor.fetchone()[0]
