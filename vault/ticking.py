"""Ticking: which tasks ran and failed, as the workers see it, and whether beat is alive.

`vault.beat` is a tick like any other: beat asks for it, the broker brings it, a worker writes when
it ran. If it has not run for two minutes, one of the three has stopped.
"""

from collections import Counter
from datetime import timedelta
from typing import Any

from celery import signals
from django.utils import timezone

from vault import figures
from vault.figures import Figure

BEAT = "beat"
RAN, FAILED = "tasks.ran", "tasks.failed"
STALE = timedelta(minutes=2)  # the tick comes every ten seconds


def beat() -> None:
    """Note that beat was heard just now."""
    figures.write(Counter({(BEAT, ""): 1}))


def is_beating() -> bool:
    return _is_fresh(BEAT, "")


def has_run(task: str) -> bool:
    """Whether a worker told lately that this task ran. For one that is due each few seconds."""
    return _is_fresh(RAN, task)


def _is_fresh(name: str, label: str) -> bool:
    return Figure.objects.filter(name=name, label=label, at__gt=timezone.now() - STALE).exists()


def listen() -> None:
    """Celery's own signals, in the worker's process that ran the task."""
    signals.task_postrun.connect(_note_run, dispatch_uid="vault.ticking.run", weak=False)
    signals.task_failure.connect(_note_failure, dispatch_uid="vault.ticking.failed", weak=False)
    signals.worker_process_shutdown.connect(_settle, dispatch_uid="vault.ticking.end", weak=False)


def _note_run(sender: Any, **facts: Any) -> None:
    figures.add(RAN, sender.name)
    figures.settle()


def _note_failure(sender: Any, **facts: Any) -> None:
    figures.add(FAILED, sender.name)


def _settle(**facts: Any) -> None:
    figures.settle(at_once=True)
