"""A worker whose loop stands still ends, unless it is the broker that is away."""

import subprocess
import sys
import time

import pytest

from hub.celery import app
from hub.standing_still import EXIT_CODE, STILL_SECONDS, Pulse, Watch
from tests.hub.test_environment import ROOT

KEPT = (
    "from hub.standing_still import Watch; watch = Watch(lambda: True, still=0.2); "
    "watch.note(); watch.keep()"
)


def test_every_worker_has_the_watch():
    assert Pulse in app.steps["consumer"]
    assert app.conf.task_time_limit < STILL_SECONDS


@pytest.mark.parametrize(("answers", "is_stuck"), [(True, True), (False, False)])
def test_a_loop_that_stands_still_is_stuck_only_while_the_broker_answers(answers, is_stuck):
    watch = Watch(lambda: answers, still=60)
    assert not watch.is_stuck()
    watch.turned = time.monotonic() - 61
    assert watch.is_stuck() is is_stuck


def test_a_loop_that_turns_is_not_stuck():
    watch = Watch(lambda: True, still=60)
    watch.turned = time.monotonic() - 61
    watch.note()
    assert not watch.is_stuck()


def test_who_is_stuck_ends_without_waiting_for_anything():
    done = subprocess.run([sys.executable, "-c", KEPT], cwd=ROOT, capture_output=True, timeout=60)
    assert done.returncode == EXIT_CODE, done.stderr
