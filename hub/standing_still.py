"""Standing still: a worker whose loop does so although the broker answers ends itself.

A host that was cut off comes back, and all its timeouts and time limits fire at once; Celery's pool
may then wait for ever for a process that is gone. The worker lives and does nothing, and no
supervisor sees it. Ended, it is started anew; what it had begun runs again, as after any kill.
"""

import logging
import os
import threading
import time
from collections.abc import Callable
from typing import Any

from celery import Celery, bootsteps
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)
PULSE_SECONDS = 5.0
STILL_SECONDS = 180.0  # a cut-off host's loop may stand for as long as its sockets take to notice
EXIT_CODE = 70


class Watch:
    """The loop says that it turns; a thread of its own asks whether it did."""

    def __init__(self, answers: Callable[[], bool], *, still: float = STILL_SECONDS):
        self.answers, self.still = answers, still
        self.turned = time.monotonic()

    def note(self) -> None:
        self.turned = time.monotonic()

    def is_stuck(self) -> bool:
        """While the broker is away there is nothing to turn for: waiting begins anew."""
        if time.monotonic() - self.turned < self.still:
            return False
        if self.answers():
            return True
        self.note()
        return False

    def keep(self) -> None:
        while not self.is_stuck():
            time.sleep(min(PULSE_SECONDS, self.still))
        log.critical("the worker stood still for %d seconds and ends", self.still)
        os._exit(EXIT_CODE)


class Pulse(bootsteps.StartStopStep):
    """Set anew with each connection: Celery drops all timers with the one before."""

    requires = ("celery.worker.consumer.tasks:Tasks",)
    watch: Watch | None = None

    def start(self, parent: Any) -> None:
        watch = Pulse.watch
        if watch is None:
            watch = Pulse.watch = Watch(lambda: broker_answers(parent.app))
            threading.Thread(target=watch.keep, name="standing still", daemon=True).start()
        watch.note()
        parent.timer.call_repeatedly(PULSE_SECONDS, watch.note)


def broker_answers(app: Celery) -> bool:
    with app.connection_for_read() as line:
        try:
            line.ensure_connection(max_retries=1, timeout=2)
        except _errors_of(line):
            return False
    return True


def _errors_of(line: Any) -> tuple[type[Exception], ...]:
    """Of Redis or of RabbitMQ."""
    return (OperationalError, *line.connection_errors, *line.channel_errors)


def watch_loop(app: Celery) -> None:
    app.steps["consumer"].add(Pulse)
