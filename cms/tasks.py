"""Tasks of the pages: one tick."""

from celery import shared_task

from cms import publishing


@shared_task(name="cms.publish_due")
def publish_due() -> None:
    publishing.publish_due()
