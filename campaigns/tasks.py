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


@shared_task(name=importing.IMPORT)
def import_sheet(sheet_id: int) -> None:
    _in_batches(importing.IMPORT, importing.import_part, sheet_id)


@shared_task(name=undoing.UNDO)
def undo_collection(collection_id: int) -> None:
    _in_batches(undoing.UNDO, undoing.undo_batch, collection_id)


@shared_task(name="campaigns.tend_collections")
def tend_collections() -> None:
    importing.tend_sheets()
    undoing.tend_undoing()


def _in_batches(task: str, batch: Callable[[int], bool], pk: int) -> None:
    """As many as fit into one task; the rest is asked for anew."""
    until = time.monotonic() + BATCHES_SECONDS
    while batch(pk):
        if time.monotonic() > until:
            ring(task, pk)
            return
