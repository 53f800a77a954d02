"""Tasks of the supporters: their ticks, and lists that are taken in. Each may run twice."""

import time
from collections.abc import Callable

from celery import shared_task
from django.conf import settings

from supporters import asking, bringing, expiring, reminding, resealing, taking_back
from vault.ringing import ring

PARTS_SECONDS = 30.0  # well below the soft time limit of a task


@shared_task(name="supporters.remind")
def remind() -> None:
    reminding.remind()


@shared_task(name="supporters.expire")
def expire() -> None:
    expiring.expire()


@shared_task(name="supporters.reseal")
def reseal() -> None:
    resealing.reseal()


@shared_task(name="supporters.bring_list")
def bring_list(list_id: int) -> None:
    if _in_parts(bringing.bring_part, list_id):
        ring("supporters.bring_list", list_id)


@shared_task(name="supporters.undo_list")
def undo_list(list_id: int) -> None:
    if _in_parts(taking_back.undo_part, list_id):
        ring("supporters.undo_list", list_id)


@shared_task(name="supporters.tend_lists")
def tend_lists() -> None:
    bringing.tend_lists()
    taking_back.tend_undoing()


@shared_task(name="supporters.ask_newcomers")
def ask_newcomers() -> None:
    if settings.POSTAL_ADDRESS:  # each of these mails must name it
        asking.ask_some()


def _in_parts(part: Callable[[int], bool], pk: int) -> bool:
    """As many as fit into one task; True where there is more to do."""
    until = time.monotonic() + PARTS_SECONDS
    while part(pk):
        if time.monotonic() > until:
            return True
    return False
