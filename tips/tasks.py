"""Ticks of the tip line. No task takes an argument; each may run twice."""

from celery import shared_task

from tips import erasing, resealing, telling


@shared_task(name="tips.expire")
def expire() -> None:
    erasing.expire()


@shared_task(name="tips.tell")
def tell() -> None:
    telling.tell()


@shared_task(name="tips.reseal")
def reseal() -> None:
    resealing.reseal()
