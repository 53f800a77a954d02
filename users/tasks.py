"""Tasks of the people who work here."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from users.resealing import reseal
from users.sessions import SessionStore
from users.tries import Tries

TRIES_LAST = timedelta(days=1)  # a lock is over long before


@shared_task(name="users.clear_sessions")
def clear_sessions() -> None:
    """Django leaves what has expired in the table, and names that nobody tries any more."""
    SessionStore.clear_expired()
    Tries.objects.filter(last_at__lt=timezone.now() - TRIES_LAST).delete()


@shared_task(name="users.reseal")
def reseal_factors() -> None:
    reseal()
