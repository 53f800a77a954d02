"""Tasks of the pages: two ticks."""

from celery import shared_task

from cms import publishing, tending


@shared_task(name="cms.publish_due")
def publish_due() -> None:
    publishing.publish_due()


@shared_task(name="cms.tend_search")
def tend_search() -> None:
    tending.tend_all()
