"""Tasks of the campaigns; each may run twice and takes no personal data."""

from celery import shared_task

from campaigns import counting, expiring, integrity, invalidating, marking, snapshotting


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
