"""Tasks of the outbox: what the bell wakes, and its tick."""

from celery import shared_task

from outbox import draining, gathering, nights, sending, sweeping, tallying
from outbox.models import Queue


@shared_task(name="outbox.send_transactional")
def send_transactional() -> None:
    sending.send_due(Queue.TX)


@shared_task(name="outbox.send_broadcasts")
def send_broadcasts() -> None:
    draining.drain()


@shared_task(name="outbox.gather")
def gather(broadcast_pk: int) -> None:
    gathering.gather_all(broadcast_pk)


@shared_task(name="outbox.sweep")
def sweep() -> None:
    sweeping.sweep()


@shared_task(name="outbox.keep_nights")
def keep_nights() -> None:
    nights.keep_all_nights()


@shared_task(name="outbox.count")
def count() -> None:
    tallying.count()
