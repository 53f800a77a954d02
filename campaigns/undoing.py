"""Undoing a collection: all its signatures go, in batches, out of journals and database alike."""

from django.db import transaction
from django.utils import timezone

from campaigns.collected import Collection
from campaigns.counting import uncount
from campaigns.erasing import ERASED_LINE
from campaigns.models import Signature
from campaigns.sheets import Sheet
from campaigns.tombstones import lay_tombstones
from vault.erasures import note_erasure
from vault.ringing import ring

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
    """Delete up to 500 of its signatures; False once none is left. Resumes where it stopped."""
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
        for signature in Signature.objects.filter(pk__in=ids, handovers__isnull=False).distinct():
            lay_tombstones(signature)
        Signature.objects.filter(pk__in=ids).delete()
        return True


def tend_undoing() -> None:
    """Ring again for what a lost bell left half-way."""
    waiting = Collection.objects.filter(undone_at=None).exclude(undo_asked_at=None)
    for pk in waiting.values_list("pk", flat=True):
        ring("campaigns.undo_collection", pk)
