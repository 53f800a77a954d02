"""Tasks of the campaigns; each may run twice and takes no personal data."""

from celery import shared_task

from campaigns import counting, erasing, expiring, retiring


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


@shared_task(name="campaigns.tidy_leavers")
def tidy_leavers() -> None:
    erasing.tidy_leavers()


@shared_task(name="campaigns.retire")
def retire() -> None:
    retiring.set_clocks()
    retiring.retire_due()
