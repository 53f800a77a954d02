"""Tasks of the front: what stands on every page."""

from celery import shared_task

from home import renewing


@shared_task(name="home.renew")
def renew() -> None:
    renewing.renew()
