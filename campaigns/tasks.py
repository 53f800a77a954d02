"""Tasks of the campaigns; each may run twice and takes no personal data."""

from celery import shared_task

from campaigns import counting, expiring, sealing_offline, settling, telling_outcomes


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


@shared_task(name="campaigns.clamp_choices")
def clamp_choices() -> None:
    settling.clamp_choices()


@shared_task(name="campaigns.seal_offline")
def seal_offline() -> None:
    sealing_offline.seal_receipted()


@shared_task(name="campaigns.post_outcomes")
def post_outcomes() -> None:
    telling_outcomes.post_outcomes()


@shared_task(name="campaigns.tend_outcomes")
def tend_outcomes() -> None:
    telling_outcomes.tend()
