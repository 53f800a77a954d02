"""Figures of workers: remembered, written together, never lost to a database that is away."""

import pytest
from celery import signals
from django.db import DatabaseError

from vault import figures
from vault.figures import Figure, add, settle
from vault.ticking import FAILED, RAN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_yet():
    figures._Added.counts.clear()
    figures._Added.since = 0.0


def value(name: str, label: str = "") -> int:
    found = Figure.objects.filter(name=name, label=label).first()
    return found.value if found else 0


def test_what_is_added_is_written_once(monkeypatch):
    for _number in range(3):
        add("sends", "tx accepted")
    add("sends", "bulk refused", 2)
    settle()
    assert value("sends", "tx accepted") == 0  # it is not time yet
    monkeypatch.setattr(figures, "SECONDS", 0)
    settle()
    settle()
    assert (value("sends", "tx accepted"), value("sends", "bulk refused")) == (3, 2)


def test_a_database_that_is_away_loses_nothing(monkeypatch):
    def away(counts):
        raise DatabaseError

    add("sends", "tx accepted")
    with monkeypatch.context() as accident:
        accident.setattr(figures, "write", away)
        settle(at_once=True)
    add("sends", "tx accepted")
    settle(at_once=True)
    assert value("sends", "tx accepted") == 2


class Task:
    name = "campaigns.count"


def test_a_worker_tells_which_tasks_ran_and_failed():
    signals.task_failure.send(sender=Task, exception=ValueError())
    signals.task_postrun.send(sender=Task, state="FAILURE")
    signals.task_postrun.send(sender=Task, state="SUCCESS")
    assert value(RAN, Task.name) == 0
    signals.worker_process_shutdown.send(sender=None)
    assert (value(RAN, Task.name), value(FAILED, Task.name)) == (2, 1)
