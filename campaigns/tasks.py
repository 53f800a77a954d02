"""Tasks of the campaigns; each may run twice and takes no personal data."""

from celery import shared_task

from campaigns import counting, expiring, judging_letters, stating


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


@shared_task(name="campaigns.close_due")
def close_due() -> None:
    stating.close_due()


@shared_task(name="campaigns.count_letters")
def count_letters() -> None:
    judging_letters.count_letters()
