"""bin/run as a whole: it starts, survives, and leaves nothing behind. The other commands' doors."""

import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import psutil
import psycopg
import pytest

from dev.bootstrap import MODULES, ROOT, pinned
from dev.databases import address_of, copy_template, make_template
from dev.ground import server_account, throwaway_ground
from dev.preparing import stamp_of
from dev.servers import free_port
from dev.sweeping import leftovers, sweep
from tests.waiting import eventually

READY = b"Hub is ready"
READY_SECONDS = 90
CTRL_C = b"\x03"


@pytest.mark.parametrize("name", MODULES)
def test_every_command_is_a_file_that_hands_over(name):
    command = ROOT / "bin" / name
    assert os.access(command, os.X_OK)
    assert f'dev/python.sh" {name} ' in command.read_text()
    assert (ROOT / (MODULES[name].replace(".", "/") + ".py")).exists()


def test_a_path_without_python_gets_one_clear_line(tmp_path):
    done = subprocess.run(
        ["/bin/sh", ROOT / "bin" / "run"], env={"PATH": str(tmp_path)}, capture_output=True
    )
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert "Hub needs Python 3.11" in done.stderr.decode()


def test_the_installer_itself_is_pinned_with_hashes():
    lines = pinned("uv").splitlines()
    assert lines[0].startswith("uv==")
    assert len(lines) > 1
    assert all("--hash=sha256:" in line for line in lines[1:])
    assert not lines[-1].endswith("\\")


class Running:
    """bin/run after its bootstrap, on a terminal, with a migrated database and a demo it skips."""

    def __init__(self, data: Path, database_url: str) -> None:
        self.data = data
        self.port = free_port()
        self.environ = {
            "DATABASE_URL": database_url,
            "HUB_DATA": str(data),
            "HUB_SUPERVISED": str(data),
            "PATH": os.environ["PATH"],
            "PORT": str(self.port),
        }
        stamp_of("seeded", data, self.environ).write_text("nobody  nothing\n")
        self.said = b""

    def start(self) -> float:
        """Returns how many seconds it took to be ready."""
        begun = time.monotonic()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.execve(sys.executable, [sys.executable, "-m", "dev.run"], self.environ)
        self.said = b""
        while READY not in self.said:
            assert time.monotonic() - begun < READY_SECONDS, self.said.decode()
            self.said += os.read(self.terminal, 65_536)
        return time.monotonic() - begun

    def wait(self) -> int:
        with suppress(OSError):
            while data := os.read(self.terminal, 65_536):
                self.said += data
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def healthy(self) -> bool:
        with suppress(OSError), urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as page:
            return page.status == 200
        return False

    def process(self, *words: str) -> psutil.Process | None:
        every = ((process, process.cmdline()) for process in leftovers(self.data))
        return next((process for process, line in every if set(words) <= set(line)), None)


@pytest.fixture
def running():
    environ = dict(os.environ)
    try:
        copy_template("hub_commands", environ)
    except psycopg.errors.InvalidCatalogName:
        make_template(environ)
        copy_template("hub_commands", environ)
    data = throwaway_ground(server_account())
    yield Running(data, address_of("hub_commands", environ)["DATABASE_URL"])
    sweep(data)
    shutil.rmtree(data)


def gone(running: Running) -> bool:
    """Nothing that bears its mark is left."""
    return not leftovers(running.data)


@pytest.mark.slow
@pytest.mark.faults
@pytest.mark.xdist_group("commands")
def test_bin_run_survives_kills_starts_again_and_leaves_nothing_behind(running):
    running.start()
    assert running.healthy()

    worker = running.process("celery", "--queues=tx")
    worker.kill()
    eventually(lambda: running.process("celery", "--queues=tx") not in (None, worker))
    running.process("--bind", f"127.0.0.1:{running.port}").kill()
    eventually(running.healthy, 30)

    os.kill(running.pid, signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    running.start()
    assert running.healthy()

    os.write(running.terminal, CTRL_C)
    assert running.wait() == 0
    assert gone(running)


@pytest.mark.slow
@pytest.mark.faults
@pytest.mark.xdist_group("commands")
def test_sigterm_stops_everything(running):
    running.start()
    os.kill(running.pid, signal.SIGTERM)
    assert running.wait() == 0
    assert gone(running)
