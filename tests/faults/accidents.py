"""Accidents that can happen to any running Hub, and what is asked of it from inside."""

import os
import subprocess
import sys
import time

import psutil
import redis

from tests.stack import ROOT, Stack, environment_in, wait_for

FROZEN_SECONDS, FULL_SECONDS, AWAY_SECONDS = 6, 6, 60
STARTED_SECONDS = 240


def environment(stack: Stack) -> dict[str, str]:
    return environment_in(stack.data)


def within(stack: Stack, module: str, *words: str) -> str:
    """The last line that `python -m <module> <words>` says inside Hub."""
    command = [sys.executable, "-m", module, *words]
    environ = os.environ | environment(stack) | {"DJANGO_SETTINGS_MODULE": "hub.settings"}
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().rpartition("\n")[2]


def themselves(stack: Stack, *words: str) -> list[psutil.Process]:
    """The processes with these words, without the keepers that start them again."""
    found = stack.processes(*words)
    return [each for each in found if "dev.keeping" not in " ".join(each.cmdline())]


def mains(stack: Stack, *words: str) -> list[psutil.Process]:
    """Those that a keeper has started itself: not the processes that they have forked."""
    found = themselves(stack, *words)
    return [each for each in found if "dev.keeping" in " ".join(each.parent().cmdline())]


def tx_workers(stack: Stack) -> list[psutil.Process]:
    return stack.processes("celery", "--queues=tx")


def kill_web(stack: Stack) -> None:
    """The process that answers readers; the master starts another."""
    for worker in themselves(stack, "gunicorn")[0].children():
        worker.kill()


def crash_database(stack: Stack) -> None:
    """A session of it dies by kill -9: it throws all out and recovers from its log."""
    sessions = wait_for(lambda: stack.processes("postgres: hub hub"), seconds=STARTED_SECONDS)
    sessions[0].kill()


def kill_broker(stack: Stack) -> None:
    for process in themselves(stack, "valkey-server"):
        process.kill()


def freeze_broker(stack: Stack) -> None:
    servers = themselves(stack, "valkey-server")
    for process in servers:
        process.suspend()
    time.sleep(FROZEN_SECONDS)
    for process in servers:
        process.resume()


def empty_broker(stack: Stack) -> None:
    redis.Redis.from_url(environment(stack)["REDIS_URL"]).flushall()


def kill_mailers(stack: Stack) -> None:
    for process in tx_workers(stack):
        process.kill()


def stop_broker(stack: Stack) -> None:
    """For a minute nobody listens there, and nobody starts it again."""
    keepers = stack.processes("dev.keeping", "valkey")
    assert keepers
    for keeper in keepers:
        keeper.suspend()
    kill_broker(stack)
    time.sleep(AWAY_SECONDS)
    for keeper in keepers:
        keeper.resume()


def fill_broker(stack: Stack) -> None:
    """It takes nothing more, and drops nothing that it has."""
    with redis.Redis.from_url(environment(stack)["REDIS_URL"]) as broker:
        broker.config_set("maxmemory", 1)
        try:
            time.sleep(FULL_SECONDS)
        finally:
            broker.config_set("maxmemory", 0)


def deploy(stack: Stack) -> None:
    """Web server, workers and beat are told to end, finish what they have begun, and start anew."""
    before = [*mains(stack, "gunicorn"), *mains(stack, "celery")]
    assert len(before) > 4
    for process in before:
        process.terminate()
    psutil.wait_procs(before, timeout=STARTED_SECONDS)
    wait_for(lambda: len(mains(stack, "celery")) == len(before) - 1, seconds=STARTED_SECONDS)
    wait_for(stack.answers, seconds=STARTED_SECONDS)
