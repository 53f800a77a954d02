"""The bell rings once what it speaks of is committed; nobody waits for a broker that is away."""

import json
import logging
import socket
import threading
import time
from contextlib import closing

import pytest
import redis
from celery import Celery
from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from hub.celery import Queues, app
from vault import ringing
from vault.ringing import QUIET_SECONDS, ring, rung

pytestmark = pytest.mark.django_db
TASK, LIST = "outbox.send_transactional", f"hub:{Queues.TX}"


@pytest.fixture(autouse=True)
def _ready(monkeypatch):
    """No bell of a test before rings into this one."""
    rung()
    cache.clear()
    monkeypatch.setattr(ringing, "_quiet_until", 0.0)


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """A transaction that commits at the end of its block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def heard():
    """The tasks that wait in the broker: name and arguments."""
    broker = redis.Redis.from_url(settings.CELERY_BROKER_URL)

    def read() -> list[tuple[str, str]]:
        told = [json.loads(each)["headers"] for each in broker.lrange(LIST, 0, -1)]
        return [(each["task"], each["argsrepr"]) for each in reversed(told)]

    return read


@pytest.fixture
def knocks():
    """A broker that hangs up at once; how often somebody came to its door."""
    came = []
    with closing(socket.create_server(("127.0.0.1", 0))) as door:

        def hang_up() -> None:
            while True:
                try:
                    caller = door.accept()[0]
                except OSError:
                    return
                came.append(caller.getpeername())
                caller.close()

        threading.Thread(target=hang_up, daemon=True).start()
        deaf = Celery("deaf", broker=f"redis://127.0.0.1:{door.getsockname()[1]}/0")
        deaf.conf.broker_transport_options = app.conf.broker_transport_options
        deaf.set_current()
        try:
            yield came
        finally:
            app.set_current()
            door.shutdown(socket.SHUT_RDWR)


def test_the_bell_rings_after_the_commit_and_carries_ids(heard, commit):
    with commit():
        ring(TASK, 7, 8)
        assert heard() == []
    assert heard() == [(TASK, "(7, 8)")]


def test_what_is_rolled_back_rings_no_bell(heard, commit):
    with commit(), transaction.atomic():
        ring(TASK)
        transaction.set_rollback(True)
    assert heard() == []


def test_a_dead_broker_is_no_error_and_is_told_in_one_line(knocks, commit, caplog):
    with caplog.at_level(logging.INFO, logger="vault"), commit():
        ring(TASK, 4_711)
    (line,) = caplog.messages
    assert TASK in line
    assert "4711" not in line


def test_bells_without_ids_are_rung_by_another_thread_and_many_at_once_are_few(heard, commit):
    with commit():
        for _signer in range(50):
            ring(TASK)
    rung()
    assert 1 <= len(heard()) < 10
    with commit():
        ring(TASK)
        before = heard()
    rung()
    assert heard() == [*before, (TASK, "()")]


def test_after_a_failed_ring_the_broker_is_left_alone_for_a_while(knocks, commit, monkeypatch):
    with commit():
        ring(TASK, 1)
    before = len(knocks)
    assert before
    with commit():
        for _ in range(10):
            ring(TASK, 1)
    assert len(knocks) == before
    later = time.monotonic() + QUIET_SECONDS + 1
    monkeypatch.setattr(ringing.time, "monotonic", lambda: later)
    with commit():
        ring(TASK, 1)
    assert len(knocks) > before
