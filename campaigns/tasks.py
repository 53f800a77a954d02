"""Tasks of the campaigns; each may run twice and takes no personal data."""

from celery import shared_task

from campaigns import counting, expiring, exports, reminding
from campaigns.bundling import building


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


@shared_task(name="campaigns.remind")
def remind() -> None:
    reminding.remind()


@shared_task(name="campaigns.build_bundle")
def build_bundle(bundle_id: int) -> None:
    building.step(bundle_id)


@shared_task(name="campaigns.tend_bundles")
def tend_bundles() -> None:
    exports.tend()
