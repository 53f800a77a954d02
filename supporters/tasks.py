"""Tasks of the supporters: their ticks."""

from celery import shared_task

from supporters import expiring, reminding, resealing


@shared_task(name="supporters.remind")
def remind() -> None:
    reminding.remind()


@shared_task(name="supporters.expire")
def expire() -> None:
    expiring.expire()


@shared_task(name="supporters.reseal")
def reseal() -> None:
    resealing.reseal()
