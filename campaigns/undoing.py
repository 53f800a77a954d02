"""Undoing a collection: all its signatures go, in batches, out of journals and database alike, and
with them what they wished to be told.
"""

from collections.abc import Iterator
from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from campaigns.collected import Collection
from campaigns.counting import uncount
from campaigns.erasing import ERASED_LINE
from campaigns.keys import open_keys
from campaigns.models import Signature
from campaigns.outcome_wishes import forget_wishes_at
from campaigns.sheets import Sheet
from campaigns.tombstones import lay_tombstones
from vault.erasures import note_erasure
from vault.keystore import KeyMissing, KeystoreAway
from vault.ringing import ring
from vault.sealing import CannotUnseal

BATCH = 500


def undo(collection: Collection) -> None:
    """Ask for it; from now on the collection takes nothing more."""
    now = timezone.now()
    with transaction.atomic():
        Collection.objects.filter(pk=collection.pk, undo_asked_at=None).update(undo_asked_at=now)
        Collection.objects.filter(pk=collection.pk, ended_at=None).update(ended_at=now)
        stopped = Sheet.objects.filter(
            collection=collection, state__in=[Sheet.State.MAPPING, Sheet.State.RUNNING]
        )
        for sheet in stopped:
            sheet.parts.all().delete()
        stopped.update(state=Sheet.State.CANCELLED, sealed_headings=b"")
        ring("campaigns.undo_collection", collection.pk)


def undo_batch(collection_id: int) -> bool:
    """Delete up to 500 of its signatures; False once none is left. Resumes where it stopped.

    Raises vault.keystore.KeystoreAway.
    """
    with transaction.atomic():
        asked = Collection.objects.filter(pk=collection_id, undone_at=None)
        asked = asked.exclude(undo_asked_at=None).select_for_update(skip_locked=True)
        collection = asked.first()
        if collection is None:
            return False
        rows = Signature.objects.filter(collection=collection).order_by("pk")
        found = dict(rows.values_list("pk", "public_id")[:BATCH])
        ids = list(found)
        if not ids:
            asked.update(undone_at=timezone.now())
            return False
        note_erasure(ERASED_LINE, found.values())
        uncount(ids)
        _forget_wishes(collection, ids)
        for signature in Signature.objects.filter(pk__in=ids, handovers__isnull=False).distinct():
            lay_tombstones(signature)
        Signature.objects.filter(pk__in=ids).delete()
        return True


def _forget_wishes(collection: Collection, ids: list[int]) -> None:
    """The wishes to be told an outcome that came by these signatures, also those that moved over.

    The rows are locked first: the nightly move passes them by. A key that is gone finds nobody any
    more, and must not keep what is wrong; one that is away is waited for.
    """
    petition, since = collection.petition, collection.started_at.date()
    rows = list(Signature.objects.filter(pk__in=ids).select_for_update())
    if not petition.outcome_wishes.filter(created_on__gte=since).exists():
        return
    try:
        addresses = list(_addresses_of_nobody_else(collection, rows))
        forget_wishes_at(petition, addresses, since=since)
    except KeystoreAway:
        raise
    except KeyMissing:
        return


def _addresses_of_nobody_else(collection: Collection, rows: list[Signature]) -> Iterator[str]:
    """Without those by which somebody signed elsewhere too: the wish may be that one's own.

    Raises vault.keystore.KeyMissing.
    """
    keys = open_keys(collection.petition.public_id)
    indexes = [bytes(row.email_index) for row in rows]
    elsewhere = Signature.objects.confirmed().filter(
        petition=collection.petition_id, email_index__in=indexes
    )
    others = elsewhere.exclude(collection=collection).values_list("email_index", flat=True)
    shared = {bytes(index) for index in others}
    for row in rows:
        if bytes(row.email_index) in shared:
            continue
        with suppress(CannotUnseal):  # erased meanwhile
            if address := row.email(keys):
                yield address


def tend_undoing() -> None:
    """Ring again for what a lost bell left half-way."""
    waiting = Collection.objects.filter(undone_at=None).exclude(undo_asked_at=None)
    for pk in waiting.values_list("pk", flat=True):
        ring("campaigns.undo_collection", pk)
