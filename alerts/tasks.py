"""Tasks of the alerts: two ticks."""

from celery import shared_task

from alerts import digesting, notifying, sweeping


@shared_task(name="alerts.sweep")
def sweep() -> None:
    sweeping.sweep()


@shared_task(name="alerts.tell_news")
def tell_news() -> None:
    """Digests whose hour has come, and notices whose language is there."""
    digesting.make_due()
    notifying.open_ready()
