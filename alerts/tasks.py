"""Tasks of the alerts: their ticks, and what a publication rings for."""

from celery import shared_task

from alerts import digesting, notifying, sweeping, tending
from alerts.models import Alert


@shared_task(name="alerts.sweep")
def sweep() -> None:
    sweeping.sweep()


@shared_task(name="alerts.open_ready")
def open_ready() -> None:
    tending.tend()


@shared_task(name="alerts.tend_one")
def tend_one(alert_pk: int) -> None:
    tending.tend_one(Alert.objects.get(pk=alert_pk).translation_key)


@shared_task(name="alerts.tell_news")
def tell_news() -> None:
    """Digests whose hour has come, and notices whose language is there."""
    digesting.make_due()
    notifying.open_ready()
