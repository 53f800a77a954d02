"""gunicorn serves Hub: its lines name nobody, and it ends gracefully."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from dev.servers import free_port
from hub import serving as hub_serving
from tests.stack import wait_for

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-token-of-twenty-letters"
CANARY = "zyxw-planted"


class Server:
    def __init__(self, process: subprocess.Popen, port: int, log: Path):
        self.process, self.port, self.log = process, port, log

    def get(self, path: str, **headers: str) -> HTTPResponse:
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        line.request("GET", path, headers=headers)
        return line.getresponse()

    def answers(self) -> bool:
        try:
            return self.get("/quick").status == 200
        except OSError:
            return False

    def say(self, raw: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as line:
            line.sendall(raw)
            return line.recv(1_000)


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Server]:
    port, log = free_port(), folder / "gunicorn.log"
    command = [sys.executable, "-m", "gunicorn", "tests.hub.slowly:application"]
    command += ["--config", "python:hub.serving"]
    command += ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "4"]
    command += ["--no-control-socket", *options]
    environ = os.environ | {"TMPDIR": str(folder), "METRICS_TOKEN": TOKEN, "LOG_FORMAT": "json"}
    with open(log, "wb") as written:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=written, stderr=written)
    server = Server(process, port, log)
    try:
        wait_for(server.answers, seconds=30)
        yield server
    finally:
        process.terminate()
        process.wait(40)


def test_lines_of_the_server_name_no_address_and_no_path(tmp_path):
    with serving(tmp_path, "--workers", "1") as server:
        assert b"400" in server.say(f"GET /{CANARY} HTTP/9.9\r\n\r\n".encode())
        assert b"400" in server.say(f"GET / HTTP/1.1\r\nBad {CANARY}: x\r\n\r\n".encode())
        assert server.get(f"/broken?{CANARY}").status == 500
    written = server.log.read_text()
    assert "a malformed request was refused" in written
    assert "a request could not be answered" in written
    assert '"error": "RuntimeError"' in written
    assert CANARY not in written
    assert "127.0.0.1" not in written.replace(f"127.0.0.1:{server.port}", "")


def test_numbers_of_all_processes_are_put_together(tmp_path):
    with serving(tmp_path, "--workers", "2") as server:
        with ThreadPoolExecutor(8) as crowd:
            assert {answer.status for answer in crowd.map(server.get, ["/count"] * 40)} == {200}
        told = server.get("/numbers").read().decode()
    assert 'hub_deeds_total{deed="sign",language="es"} 40.0' in told


def test_the_folder_of_the_numbers_goes_with_the_server(tmp_path, monkeypatch):
    monkeypatch.setattr(hub_serving, "MEMORY", tmp_path)
    monkeypatch.delenv(hub_serving.NUMBERS, raising=False)
    monkeypatch.setenv("METRICS_TOKEN", "")
    hub_serving.on_starting(None)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("METRICS_TOKEN", TOKEN)
    hub_serving.on_starting(None)
    assert [str(each) for each in tmp_path.iterdir()] == [os.environ[hub_serving.NUMBERS]]
    hub_serving.on_exit(None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_what_is_under_way_is_answered_before_the_server_ends(tmp_path):
    """Three seconds of an answer; SIGTERM comes in the first of them."""
    with serving(tmp_path, "--workers", "1") as server:
        line = HTTPConnection("127.0.0.1", server.port, timeout=20)
        line.request("GET", "/slow")
        time.sleep(0.5)
        os.kill(server.process.pid, signal.SIGTERM)
        answer = line.getresponse()
        assert (answer.status, answer.read()) == (200, b"all of it")
        assert server.process.wait(10) == 0


def test_each_thread_of_gunicorn_keeps_a_connection_and_other_processes_have_a_pool(monkeypatch):
    monkeypatch.setattr(hub_serving, "MEMORY", Path("/nowhere"))
    asked = "from django.conf import settings as s; d = s.DATABASES['default']; "
    asked += "print(d['CONN_MAX_AGE'], 'pool' in d['OPTIONS'])"

    def told() -> str:
        environ = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
        command = [sys.executable, "-W", "ignore", "-c", asked]
        return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True).stdout

    monkeypatch.setenv(hub_serving.KEPT, "0")
    assert told().split() == ["0", "True"]
    hub_serving.on_starting(None)
    assert told().split() == ["600", "False"]
