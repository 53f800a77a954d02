"""Bells by RabbitMQ in place of Redis: a real one, killed while people sign; skipped without it."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from kombu import Connection

from dev.servers import free_port
from tests.faults.test_stack import sign_over_http
from tests.stack import Stack, running_stack, wait_for

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
START_SECONDS, SETTLE_SECONDS = 120, 12
PEOPLE = 5


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


@pytest.fixture(scope="module")
def hub(tmp_path_factory) -> Iterator[tuple[Stack, Rabbit]]:
    with ExitStack() as stack:
        rabbit = stack.enter_context(running_rabbit(tmp_path_factory.mktemp("rabbit")))
        yield stack.enter_context(running_stack(BROKER_URL=rabbit.url)), rabbit


def mails(hub: Stack, address: str) -> int:
    return len(hub.mails_to(address))


def test_bells_ring_in_rabbitmq_and_nothing_is_lost_while_it_is_dead(hub, prove):
    stack, rabbit = hub
    people = [f"rabbit{number}@example.org" for number in range(3 * PEOPLE)]
    before, meanwhile, after = people[:PEOPLE], people[PEOPLE:-PEOPLE], people[-PEOPLE:]
    began = time.monotonic()
    assert sign_over_http(stack, before[0]) == 200
    wait_for(lambda: mails(stack, before[0]), seconds=4)
    seconds = time.monotonic() - began
    assert {sign_over_http(stack, each) for each in before[1:]} == {200}
    rabbit.kill()
    assert {sign_over_http(stack, each) for each in meanwhile} == {200}
    rabbit.start()
    assert {sign_over_http(stack, each) for each in after} == {200}
    wait_for(lambda: all(mails(stack, each) for each in people), seconds=180)
    time.sleep(SETTLE_SECONDS)
    assert [each for each in people if mails(stack, each) != 1] == []
    prove(
        "With RabbitMQ as the broker, it is killed while people sign, and comes back",
        f"{len(people)} signed, one mail each; the first mail {seconds:.1f} s after the press",
    )
