"""Figures: numbers that workers leave for whoever watches, by name and one word; nothing personal.

What is added is remembered by the process and written every few seconds and at its end; a killed
one loses that. The rows are read when somebody asks, so that no worker needs a door of its own.
"""

import logging
import threading
import time
from collections import Counter

from django.db import DatabaseError, connection, models
from django.utils import timezone

log = logging.getLogger(__name__)
SECONDS = 10.0
ADD = """
INSERT INTO vault_figure AS kept (name, label, value, at)
SELECT *, statement_timestamp() FROM unnest(%s::text[], %s::text[], %s::bigint[])
ON CONFLICT (name, label)
DO UPDATE SET value = kept.value + excluded.value, at = excluded.at
"""


class Figure(models.Model):
    name = models.CharField(max_length=40)
    label = models.CharField(max_length=60, default="", blank=True)
    value = models.BigIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["name", "label"], name="figure_once")]

    def __str__(self) -> str:
        return f"figure {self.name}"


class _Added:
    counts: Counter[tuple[str, str]] = Counter()
    since: float = 0.0
    lock = threading.Lock()


def add(name: str, label: str = "", by: int = 1) -> None:
    """One more; written later, see `settle`."""
    with _Added.lock:
        _Added.since = _Added.since or time.monotonic()
        _Added.counts[name, label] += by


def settle(*, at_once: bool = False) -> None:
    """Write what was added, if the first of it is old enough. What the database does not take is
    kept for the next time.
    """
    with _Added.lock:
        if not _Added.counts or not (at_once or time.monotonic() >= _Added.since + SECONDS):
            return
        counts, _Added.counts, _Added.since = _Added.counts, Counter(), 0.0
    try:
        write(counts)
    except DatabaseError as error:
        log.warning("figures were not written: %s", type(error).__name__)
        with _Added.lock:
            _Added.counts.update(counts)
            _Added.since = _Added.since or time.monotonic()


def write(counts: Counter[tuple[str, str]]) -> None:
    """Always in one order: two processes never wait for each other in a circle."""
    rows = sorted((name, label, number) for (name, label), number in counts.items())
    with connection.cursor() as cursor:
        cursor.execute(ADD, [list(column) for column in zip(*rows, strict=True)])


def keep(name: str, value: int, label: str = "") -> None:
    """This is the number from now on."""
    facts = {"value": value, "at": timezone.now()}
    Figure.objects.update_or_create(name=name, label=label, defaults=facts)
