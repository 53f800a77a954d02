"""Tasks of the campaigns; each may run twice and takes no personal data."""

import time
from collections.abc import Callable

from celery import shared_task

from campaigns import (
    counting,
    erasing,
    expiring,
    exports,
    finding_undelivered,
    importing,
    integrity,
    invalidating,
    judging_letters,
    mailing_signers,
    marking,
    rekeying,
    reminding,
    retiring,
    sealing_offline,
    settling,
    snapshotting,
    stating,
    telling_outcomes,
    undoing,
    warning_stewards,
)
from campaigns.bundling import building
from vault.ringing import ring

BATCHES_SECONDS = 30.0  # well below the soft time limit of a task


@shared_task(name="campaigns.count")
def count() -> None:
    counting.count()


@shared_task(name="campaigns.recount")
def recount() -> None:
    counting.recount()


@shared_task(name="campaigns.notice_bounces")
def notice_bounces() -> None:
    finding_undelivered.notice_bounces()


@shared_task(name="campaigns.expire")
def expire() -> None:
    expiring.expire_pending()


@shared_task(name="campaigns.sweep_keys")
def sweep_keys() -> None:
    expiring.sweep_keys()


@shared_task(name="campaigns.remind")
def remind() -> None:
    reminding.remind()


@shared_task(name="campaigns.build_bundle")
def build_bundle(bundle_id: int) -> None:
    building.step(bundle_id)


@shared_task(name="campaigns.tend_bundles")
def tend_bundles() -> None:
    exports.tend()


@shared_task(name="campaigns.mark")
def mark() -> None:
    marking.mark()


@shared_task(name="campaigns.let_go")
def let_go() -> None:
    marking.let_go()


@shared_task(name="campaigns.invalidate")
def invalidate(pk: int) -> None:
    invalidating.work(pk)


@shared_task(name="campaigns.resume_invalidations")
def resume_invalidations() -> None:
    invalidating.resume()


@shared_task(name="campaigns.report")
def report() -> None:
    snapshotting.snapshot_all()
    integrity.report_all()


@shared_task(name="campaigns.clamp_choices")
def clamp_choices() -> None:
    settling.clamp_choices()


@shared_task(name="campaigns.seal_offline")
def seal_offline() -> None:
    sealing_offline.seal_receipted()


@shared_task(name="campaigns.post_outcomes")
def post_outcomes() -> None:
    telling_outcomes.post_outcomes()


@shared_task(name="campaigns.open_mailings")
def open_mailings() -> None:
    mailing_signers.open_ready()


@shared_task(name="campaigns.tend_outcomes")
def tend_outcomes() -> None:
    telling_outcomes.tend()


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


@shared_task(name="campaigns.close_due")
def close_due() -> None:
    stating.close_due()


@shared_task(name="campaigns.count_letters")
def count_letters() -> None:
    judging_letters.count_letters()


@shared_task(name="campaigns.tidy_leavers")
def tidy_leavers() -> None:
    erasing.tidy_leavers()


@shared_task(name="campaigns.retire")
def retire() -> None:
    retiring.set_clocks()
    retiring.retire_due()


@shared_task(name="campaigns.finish_renewals")
def finish_renewals() -> None:
    rekeying.finish_renewals()


@shared_task(name="campaigns.warn_stewards")
def warn_stewards() -> None:
    warning_stewards.warn_of_keys()
    warning_stewards.warn_of_languages()


def _in_batches(batch: Callable[[int], bool], pk: int) -> bool:
    """As many as fit into one task; True where there is more to do."""
    until = time.monotonic() + BATCHES_SECONDS
    while batch(pk):
        if time.monotonic() > until:
            return True
    return False
