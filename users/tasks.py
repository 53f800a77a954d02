"""Tasks of the people who work here."""

from celery import shared_task
from django.contrib.sessions.models import Session
from django.utils import timezone


@shared_task(name="users.clear_sessions")
def clear_sessions() -> None:
    """Django leaves what has expired in the table."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
