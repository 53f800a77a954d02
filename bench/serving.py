"""Serving as in production: the image's own command, on a port of its own, with two workers."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection

import psutil

from dev.bootstrap import ROOT
from dev.databases import name_of
from dev.launching import Launch, stop
from dev.servers import free_port

START_SECONDS, STOP_SECONDS = 90, 10
COMMAND = re.compile(r"^CMD (\[.*?\])$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Web:
    """A running gunicorn."""

    port: int
    process: subprocess.Popen[bytes]
    database: str

    def workers(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children()

    def computed(self) -> float:
        """Processor seconds of its workers so far."""
        return sum(map(_computed, self.workers()))

    def busiest(self) -> psutil.Process:
        """Connections fall unevenly upon workers; this one has most."""
        return max(self.workers(), key=lambda each: len(each.net_connections()))

    def computed_in_database(self) -> float:
        """Processor seconds so far of whoever serves its database's connections."""
        mark = f" {self.database} "
        titles = ((each, " ".join(each.info["cmdline"] or ())) for each in _all_processes())
        return sum(_computed(each) for each, title in titles if mark in title)


def collect_static(environ: dict[str, str]) -> None:
    """For all that is served with this environment; it names STATIC_ROOT."""
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | environ, check=True)


def _all_processes() -> Iterator[psutil.Process]:
    return psutil.process_iter(["cmdline"])


def _computed(worker: psutil.Process) -> float:
    try:
        return sum(worker.cpu_times()[:2])
    except psutil.NoSuchProcess:
        return 0.0


def command(application: str, port: int) -> list[str]:
    """What the Dockerfile runs, but of this application and on this port."""
    [said] = COMMAND.findall((ROOT / "Dockerfile").read_text())
    words = json.loads(said.replace("\\\n", ""))
    words[words.index("hub.wsgi:application")] = application
    words[words.index("--bind") + 1] = f"127.0.0.1:{port}"
    return [sys.executable, "-m", *words, "--log-level", "warning"]


@contextmanager
def serving(application: str, path: str, **environ: str) -> Iterator[Web]:
    """From the first answer at `path` until the block ends."""
    port = free_port()
    process = Launch(
        name=application, command=command(application, port), environ=os.environ | environ
    ).start()
    try:
        wait_for(process, port, path)
        yield Web(port, process, name_of(os.environ | environ))
    finally:
        stop(process, signal.SIGTERM, STOP_SECONDS)


def wait_for(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    until = time.monotonic() + START_SECONDS
    while not answers(port, path):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError("the web server did not start")
        time.sleep(0.1)


def answers(port: int, path: str) -> bool:
    asked = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", path, headers={"Host": "testserver"})
        return asked.getresponse().status < HTTPStatus.INTERNAL_SERVER_ERROR
    except OSError:
        return False
    finally:
        asked.close()
