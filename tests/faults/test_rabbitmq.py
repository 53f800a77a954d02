"""Bells by RabbitMQ in place of Redis: a real one, killed while people sign; skipped without it."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import psycopg
import pytest
from django.db import connection
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from kombu import Connection

from dev.databases import address_of, create
from dev.processes import commands, module
from dev.servers import free_port
from tests.stack import ROOT, wait_for

SCRIPT = next(
    (
        each
        for each in ("/usr/lib/rabbitmq/bin/rabbitmq-server", "/opt/homebrew/sbin/rabbitmq-server")
        if Path(each).exists()
    ),
    shutil.which("rabbitmq-server") or "",
)
pytestmark = [
    *(pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(1_200)),
    pytest.mark.skipif(not SCRIPT, reason="rabbitmq-server is not here: apt-get install it"),
]
START_SECONDS = 120
DATABASE = "hub_rabbit"


@dataclass
class Rabbit:
    folder: Path
    port: int
    distribution: int
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    def start(self) -> None:
        environ = os.environ | {
            "HOME": str(self.folder),
            "RABBITMQ_NODENAME": f"hub{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self.distribution),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_LOGS": "-",
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
        }
        (self.folder / "plugins").write_text("[].\n")
        with open(self.folder / "out.log", "ab") as log:
            self.process = subprocess.Popen(
                [SCRIPT], env=environ, stdout=log, stderr=log, start_new_session=True
            )
        wait_for(self.answers, seconds=START_SECONDS)

    def answers(self) -> bool:
        is_alive = self.process is not None and self.process.poll() is None
        assert is_alive, (self.folder / "out.log").read_text()
        try:
            with Connection(self.url, connect_timeout=2) as line:
                return bool(line.connect())
        except OSError:
            return False

    def kill(self) -> None:
        """Without a word, and all of it."""
        if self.process is None:
            return
        parent = psutil.Process(self.process.pid)
        for each in [*parent.children(recursive=True), parent]:
            each.send_signal(signal.SIGKILL)
        self.process.wait(20)
        self.process = None


@contextmanager
def running_rabbit(folder: Path) -> Iterator[Rabbit]:
    rabbit = Rabbit(folder, free_port(), free_port())
    try:
        rabbit.start()
        yield rabbit
    finally:
        rabbit.kill()


@pytest.fixture
def environ(django_db_setup, django_db_blocker, sink) -> Iterator[dict[str, str]]:
    """A database of its own, migrated, and no beat: what arrives was rung for."""
    ours = dict(os.environ)
    with django_db_blocker.unblock():
        name = str(connection.settings_dict["NAME"]).removeprefix(TEST_DATABASE_PREFIX)
        connection.close()
        connection.close_pool()
        create(DATABASE, ours, template=f"{TEST_DATABASE_PREFIX}{name}")
    told = {"DJANGO_SETTINGS_MODULE": "hub.settings", "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}"}
    yield address_of(DATABASE, ours) | told
    with psycopg.connect(ours["DATABASE_URL"], autocommit=True) as session:
        session.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


@contextmanager
def running_worker(environ: dict[str, str], folder: Path) -> Iterator[None]:
    launch = module("worker-tx", commands(folder, 1)["worker-tx"])
    process = replace(launch, log=str(folder / "worker.log"), environ=environ).start()
    try:
        yield
    finally:
        process.terminate()
        process.wait(60)


def sign(environ: dict[str, str], address: str) -> None:
    command = [sys.executable, "-m", "tests.faults.hosted", "sign", address]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]


def test_bells_ring_in_rabbitmq_and_nobody_is_refused_while_it_is_dead(
    environ, sink, tmp_path, prove
):
    people = [f"rabbit{number}@example.org" for number in range(3)]
    with running_rabbit(tmp_path) as rabbit:
        environ |= {"BROKER_URL": rabbit.url}
        with running_worker(environ, tmp_path):
            sign(environ, people[0])
            wait_for(lambda: people[0] in sink.addresses, seconds=120)
            rabbit.kill()
            sign(environ, people[1])
            rabbit.start()
            sign(environ, people[2])
            wait_for(lambda: set(people) <= set(sink.addresses), seconds=180)
    assert sorted(sink.addresses) == people
    prove(
        "With RabbitMQ as the broker, it is killed while people sign, and comes back",
        "nobody refused, one mail each, by bells alone",
    )
