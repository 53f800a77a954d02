"""Tasks of the front: what stands on every page."""

from celery import shared_task

from home import renewing, trying

DEMO_SECONDS = 900  # on a small server with much else to do


@shared_task(name="home.renew")
def renew() -> None:
    renewing.renew()


@shared_task(name="home.make_demo", soft_time_limit=DEMO_SECONDS, time_limit=DEMO_SECONDS + 60)
def make_demo() -> None:
    trying.make_demo()
