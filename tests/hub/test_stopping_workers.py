"""A worker that is told to end finishes what it has begun, and takes nothing new."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from hub import serving
from hub.celery import app
from tests.hub.slow_tasks import FOLDER
from tests.stack import wait_for

ROOT = Path(__file__).resolve().parents[2]


def seconds(said: str) -> int:
    return int(said.removesuffix("s"))


def test_docker_waits_longer_than_what_is_under_way_may_take():
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    assert seconds(services["web"]["stop_grace_period"]) > serving.graceful_timeout
    for name in ("worker", "worker-tx", "worker-bulk"):
        assert seconds(services[name]["stop_grace_period"]) > app.conf.task_soft_time_limit


@pytest.mark.slow
def test_a_worker_finishes_its_task_after_sigterm(tmp_path):
    """Three seconds of a task, and what Celery takes to start and to end."""
    command = [sys.executable, "-m", "celery", "--app", "tests.hub.slow_tasks:app", "worker"]
    command += ["--queues=default", "--concurrency=1", "--without-gossip", "--without-mingle"]
    environ = os.environ | {FOLDER: str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    with open(tmp_path / "log", "wb") as log:
        worker = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)
    try:
        for _task in range(2):
            app.send_task("tests.slow")
        wait_for((tmp_path / "begun").exists, seconds=40)
        os.kill(worker.pid, signal.SIGTERM)
        assert worker.wait(30) == 0, (tmp_path / "log").read_text()
        assert (tmp_path / "done").exists()
    finally:
        worker.kill()
        app.control.purge()
