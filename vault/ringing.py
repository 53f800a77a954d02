"""The bell: ask for a task by name once the transaction has committed; a dead
broker is no error.

A bell without ids (“there is something”) is rung by a thread of its own: whoever signs waits for no
broker, and many in a tenth of a second are one.
"""

import logging
import threading
import time

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)
QUIET_SECONDS = 5.0  # after a failed ring the broker is left alone: nobody waits for it twice
PAUSE_SECONDS = 0.1  # between two rings of one process
_quiet_until = 0.0
_asked: set[str] = set()
_lock = threading.Lock()
_ringer: threading.Thread | None = None


def ring(task: str, *ids: int) -> None:
    """Ask for `task(*ids)` after commit. What it would do is already a row, so a sweep makes up for
    loss.
    """
    transaction.on_commit(lambda: _send(task, ids) if ids else _ring_soon(task))


def rung() -> None:
    """Wait until every bell that was asked for has been rung."""
    ringer = _ringer
    if ringer is not None:
        ringer.join()


def _ring_soon(task: str) -> None:
    global _ringer
    with _lock:
        _asked.add(task)
        # Not alive: it was another process's, before this one was forked.
        if _ringer is None or not _ringer.is_alive():
            _ringer = threading.Thread(target=_ring_all, name="bells")
            _ringer.start()


def _ring_all() -> None:
    """Ends when nothing was asked for during a pause."""
    global _ringer
    while True:
        with _lock:
            tasks = sorted(_asked)
            _asked.clear()
            if not tasks:
                _ringer = None
                return
        for task in tasks:
            _send(task, ())
        time.sleep(PAUSE_SECONDS)


def _send(task: str, ids: tuple[int, ...]) -> None:
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        current_app.send_task(task, args=ids, retry=False)
    except (OperationalError, ConnectionError, OSError) as error:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        log.warning("the bell %s was not heard: %s", task, type(error).__name__)
