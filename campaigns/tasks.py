"""Tasks of the campaigns; each may run twice and takes no personal data."""

import time
from collections.abc import Callable

from celery import shared_task

from campaigns import counting, expiring, importing, undoing
from vault.ringing import ring

BATCHES_SECONDS = 30.0  # well below the soft time limit of a task


@shared_task(name="campaigns.count")
def count() -> None:
    counting.count()


@shared_task(name="campaigns.recount")
def recount() -> None:
    counting.recount()


@shared_task(name="campaigns.expire")
def expire() -> None:
    expiring.expire_pending()


@shared_task(name="campaigns.sweep_keys")
def sweep_keys() -> None:
    expiring.sweep_keys()


@shared_task(name="campaigns.import_sheet")
def import_sheet(sheet_id: int) -> None:
    if _in_batches(importing.import_part, sheet_id):
        ring("campaigns.import_sheet", sheet_id)


@shared_task(name="campaigns.undo_collection")
def undo_collection(collection_id: int) -> None:
    if _in_batches(undoing.undo_batch, collection_id):
        ring("campaigns.undo_collection", collection_id)


@shared_task(name="campaigns.tend_collections")
def tend_collections() -> None:
    importing.tend_sheets()
    undoing.tend_undoing()


def _in_batches(batch: Callable[[int], bool], pk: int) -> bool:
    """As many as fit into one task; True where there is more to do."""
    until = time.monotonic() + BATCHES_SECONDS
    while batch(pk):
        if time.monotonic() > until:
            return True
    return False
