"""Accidents while many sign: who was thanked is there once, with one mail; the rest were told to
come back.

What readers were told is written down by the readers; what became of it stands in the rows.
"""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
import redis

from tests.faults.test_stack import environment, tx_workers
from tests.mailsink import MailSink, mail_sink
from tests.stack import ROOT, Stack, running_stack, wait_for

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(900)]
SECONDS, BEFORE, BETWEEN = 20, 3.0, 4.0
FROZEN_SECONDS = 6
THANKED, UNANSWERED, COME_BACK = "303", "0", "503"


@pytest.fixture(scope="module")
def sink() -> Iterator[MailSink]:
    with mail_sink() as running:
        yield running


@pytest.fixture(scope="module")
def hub(sink) -> Iterator[Stack]:
    with running_stack(EMAIL_URL=f"smtp://127.0.0.1:{sink.port}") as running:
        yield running


def within(hub: Stack, *words: str):
    command = [sys.executable, "-m", "tests.faults.signing", *words]
    environ = os.environ | environment(hub) | {"DJANGO_SETTINGS_MODULE": "hub.settings"}
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().rpartition("\n")[2])


def kill_web(hub: Stack) -> None:
    """The process that answers readers; the master starts another."""
    masters = [each for each in hub.processes("gunicorn") if "dev.keeping" not in line_of(each)]
    for worker in masters[0].children():
        worker.kill()


def line_of(process: psutil.Process) -> str:
    return " ".join(process.cmdline())


def crash_database(hub: Stack) -> None:
    """A session dies by kill -9: PostgreSQL throws all out and recovers from its log."""
    hub.processes("postgres: hub hub")[0].kill()


def kill_broker(hub: Stack) -> None:
    for process in hub.processes("valkey-server"):
        if "dev.keeping" not in line_of(process):
            process.kill()


def freeze_broker(hub: Stack) -> None:
    servers = [
        each for each in hub.processes("valkey-server") if "dev.keeping" not in line_of(each)
    ]
    for process in servers:
        process.suspend()
    time.sleep(FROZEN_SECONDS)
    for process in servers:
        process.resume()


def empty_broker(hub: Stack) -> None:
    redis.Redis.from_url(environment(hub)["REDIS_URL"]).flushall()


def kill_mailers(hub: Stack) -> None:
    for process in tx_workers(hub):
        process.kill()


ACCIDENTS: list[tuple[str, Callable[[Stack], None], int]] = [
    ("the web process is killed, three times", kill_web, 3),
    ("the database crashes, twice", crash_database, 2),
    ("the broker is killed, twice", kill_broker, 2),
    ("the broker hangs for six seconds", freeze_broker, 1),
    ("the broker is emptied, three times", empty_broker, 3),
    ("who mails is killed, three times", kill_mailers, 3),
]


@pytest.mark.parametrize(
    ("number", "accident"),
    list(enumerate(ACCIDENTS)),
    ids=[said for said, _deed, _times in ACCIDENTS],
)
def test_who_was_thanked_is_there_once_with_one_mail(hub, sink, prove, tmp_path, number, accident):
    said, deed, times = accident
    file, before = tmp_path / "told.json", len(sink.ids)
    with ThreadPoolExecutor(1) as pool:
        first = str(100_000 * (number + 1))
        job = pool.submit(within, hub, "surge", port_of(hub), str(SECONDS), first, str(file))
        time.sleep(BEFORE)
        for _ in range(times):
            deed(hub)
            time.sleep(BETWEEN)
        told = Counter(job.result())
    assert set(told) <= {THANKED, UNANSWERED, COME_BACK}, told
    signed = within(hub, "reckon", str(file))
    assert isinstance(signed, int), signed
    assert signed > 0
    wait_for(lambda: within(hub, "left") == 0, seconds=240)
    mails = Counter(sink.ids[before:])
    twice = mails.total() - len(mails)
    assert len(mails) >= signed
    assert twice <= (times if deed is kill_mailers else 0)
    prove(
        f"While many sign, {said}",
        f"{signed:,} thanked: none lost, none doubled; {told[COME_BACK]:,} told to come back, "
        f"{told[UNANSWERED]:,} cut off; {twice} mails sent twice",
    )


def port_of(hub: Stack) -> str:
    return hub.url.rpartition(":")[2]
