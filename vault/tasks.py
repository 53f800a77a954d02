"""Ticks of the ground."""

from celery import shared_task

from vault import pinging, ticking


@shared_task(name="vault.beat")
def beat() -> None:
    ticking.beat()


@shared_task(name="vault.ping")
def ping() -> None:
    pinging.ping()
