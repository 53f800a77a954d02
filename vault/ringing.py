"""The bell: ask for a task by name once the transaction has committed; a dead
broker is no error.
"""

import logging
import time

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)
QUIET_SECONDS = 5.0  # after a failed ring the broker is left alone: nobody waits for it twice
_quiet_until = 0.0


def ring(task: str, *ids: int) -> None:
    """Ask for `task(*ids)` after commit. What it would do is already a row, so a sweep makes up for
    loss.
    """
    transaction.on_commit(lambda: _send(task, ids))


def _send(task: str, ids: tuple[int, ...]) -> None:
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        current_app.send_task(task, args=ids, retry=False)
    except (OperationalError, ConnectionError, OSError) as error:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        log.warning("the bell %s was not heard: %s", task, type(error).__name__)
