"""Tasks of the alerts: one tick."""

from celery import shared_task

from alerts import sweeping


@shared_task(name="alerts.sweep")
def sweep() -> None:
    sweeping.sweep()
