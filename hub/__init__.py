"""The project: settings, addresses, the task app and its schedule."""

from hub.celery import app as celery_app

__all__ = ["celery_app"]
