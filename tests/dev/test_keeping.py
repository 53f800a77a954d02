"""A process that dies is started again; when bin/run dies, everything does."""

import fcntl
import os
import signal
import subprocess
import sys

import psutil
import pytest

from dev.bootstrap import ROOT
from dev.launching import Launch
from dev.steps import Refusal
from dev.sweeping import only_one, sweep
from tests.waiting import eventually

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def lock(tmp_path):
    """What bin/run holds while it lives."""
    with open(tmp_path / "run.lock", "w") as file:
        yield file


@pytest.fixture
def keep(tmp_path, lock):
    """Starts a keeper in a process of its own; nothing of it is left afterwards."""
    started = []

    def start(command: list[str]) -> psutil.Process:
        environ = os.environ | {
            "HUB_SUPERVISED": str(tmp_path),
            "HUB_LAUNCH": Launch("sleeper", command).to_json(),
        }
        keeper = subprocess.Popen(
            [sys.executable, "-m", "dev.keeping", "sleeper"],
            cwd=ROOT,
            env=environ,
            stdout=subprocess.PIPE,
        )
        started.append(keeper)
        return keeper

    fcntl.lockf(lock, fcntl.LOCK_EX)
    yield start
    for keeper in started:
        keeper.kill()
        keeper.wait()
        keeper.stdout.close()
    sweep(tmp_path)


def child_of(keeper: subprocess.Popen) -> psutil.Process:
    return eventually(lambda: psutil.Process(keeper.pid).children())[0]


def test_a_killed_process_is_started_again(keep):
    keeper = keep(SLEEP)
    first = child_of(keeper)
    first.kill()
    second = eventually(lambda: [c for c in psutil.Process(keeper.pid).children() if c != first])
    assert second[0].is_running()


def test_a_process_that_cannot_live_is_given_up(keep):
    keeper = keep([sys.executable, "-c", "raise SystemExit(3)"])
    assert keeper.wait(30) == 3
    assert b"giving up" in keeper.stdout.read()


def test_a_stopped_keeper_stops_its_process(keep):
    keeper = keep(SLEEP)
    child = child_of(keeper)
    keeper.send_signal(signal.SIGTERM)
    assert keeper.wait(15) == 0
    assert not child.is_running()


def test_a_process_ends_with_its_killed_keeper(keep):
    if sys.platform != "linux":
        pytest.skip("elsewhere the next start sweeps it")
    keeper = keep(SLEEP)
    child = child_of(keeper)
    keeper.kill()
    eventually(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)


def test_everything_ends_when_bin_run_lets_go_of_its_lock(keep, lock):
    keeper = keep(SLEEP)
    child = child_of(keeper)
    fcntl.lockf(lock, fcntl.LOCK_UN)
    assert keeper.wait(15) == 0
    assert not child.is_running()


def test_a_sweep_ends_what_bears_our_mark_and_nothing_else(tmp_path):
    def sleeper(mark: str) -> subprocess.Popen:
        return subprocess.Popen(SLEEP, env=os.environ | {"HUB_SUPERVISED": mark})

    ours, others = sleeper(str(tmp_path)), sleeper(str(tmp_path / "other"))
    try:
        eventually(lambda: psutil.Process(ours.pid).environ().get("HUB_SUPERVISED"))
        assert sweep(tmp_path) == 1
        assert ours.poll() is not None
        assert others.poll() is None
    finally:
        for process in (ours, others):
            process.kill()
            process.wait()


def test_a_second_bin_run_on_the_same_folder_is_refused(tmp_path):
    holder = (
        "import sys; from pathlib import Path; from dev.sweeping import only_one\n"
        "with only_one(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", holder, str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(Refusal, match="running"), only_one(tmp_path):
            pass
        process.kill()
    with only_one(tmp_path):
        pass
