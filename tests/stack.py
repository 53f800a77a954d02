"""The whole of Hub as `bin/run` starts it, for tests that act as a browser or as an accident.

One stack serves all tests of a session that ask for it (they share an xdist group); it has servers,
data and mail of its own, and the demo newsroom in it. Where HUB_STACKS names a folder, the newsroom
is made there once and copied for each stack.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from pathlib import Path
from typing import TypeVar
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

import psutil

from dev.preparing import stamp_of
from dev.servers import free_port

Answer = TypeVar("Answer")
ROOT = Path(__file__).resolve().parent.parent
START_SECONDS, STOP_SECONDS = 600, 40
OF_THE_MACHINE = re.compile(  # what a shell, a network or a package index told; nothing of Hub's
    r"HOME|USER|LANG|LC_\w+|TZ|TERM|PATH|TMPDIR|CHROMIUM|NGINX|PYTHONUNBUFFERED|VIRTUAL_ENV"
    r"|\w+_(?i:proxy)|(?:PIP|UV|SSL_CERT|REQUESTS_CA|NODE_EXTRA|npm_config)_\w+"
)


def wait_for(ask: Callable[[], Answer], *, seconds: float) -> Answer:
    """The first true answer within this time. Raises AssertionError."""
    deadline = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)
    return answer


def of_the_machine() -> dict[str, str]:
    """What a Hub started by a test may inherit: with the tests' own settings it would hide what it
    lacks by itself.
    """
    return {name: value for name, value in os.environ.items() if OF_THE_MACHINE.fullmatch(name)}


def environment_in(data: Path) -> dict[str, str]:
    """What a Hub with these data has told shells."""
    lines = (data / "environment.sh").read_text().splitlines()
    pairs = [line.removeprefix("export ").split("=", 1) for line in lines]
    return {name: value.strip("'") for name, value in pairs}


@dataclass
class Stack:
    url: str
    data: Path
    process: subprocess.Popen

    def answers(self) -> bool:
        assert self.process.poll() is None, (self.data / "run.log").read_text()
        try:
            return urlopen(f"{self.url}/healthz", timeout=5).status == 200
        except (URLError, OSError):
            return False

    def count(self, path: str) -> int:
        """The count on a campaign page."""
        page = urlopen(self.url + path, timeout=20).read().decode()
        return int(re.search(r'data-signature-count="(\d+)"', page)[1])

    def mails_to(self, address: str) -> list[EmailMessage]:
        """What the development inbox holds for an address, oldest first."""
        files = sorted((self.data / "inbox").glob("*.eml"))
        mails = [message_from_bytes(each.read_bytes(), policy=modern) for each in files]
        return [mail for mail in mails if address in (mail["To"] or "")]

    def processes(self, *words: str) -> list[psutil.Process]:
        """Those below the stack whose command line holds all these words."""
        found = psutil.Process(self.process.pid).children(recursive=True)
        return [each for each in found if all(word in _line_of(each) for word in words)]


@contextmanager
def running_stack(disk: Path | None = None, **more: str) -> Iterator[Stack]:
    """`more` is set in its environment: EMAIL_URL names another mail server than its inbox. All its
    data lie on `disk`, but for what it says.
    """
    data = Path(tempfile.mkdtemp(prefix="hub-stack-", dir=disk))
    try:
        if os.environ.get("HUB_STACKS"):
            _copy_newsroom(Path(os.environ["HUB_STACKS"]) / "made", data)
        if disk is not None:
            (data / "run.log").symlink_to(tempfile.mkstemp(prefix="hub-stack-log-")[1])
        with _running(data, more) as stack:
            yield stack
    finally:
        shutil.rmtree(data, ignore_errors=True)


@contextmanager
def _running(data: Path, more: dict[str, str]) -> Iterator[Stack]:
    """As `bin/run` starts it, with the packages of these tests."""
    (data / "venv").symlink_to(sys.prefix)
    command = [sys.executable, "-m", "dev.run"]
    with running_here(data, command, {"HUB_SUPERVISED": str(data)} | more) as stack:
        yield stack


@contextmanager
def running_here(
    data: Path, command: list[str], more: dict[str, str], code: Path = ROOT
) -> Iterator[Stack]:
    """Started by this command in a folder of code, with these data; `more` may name its PORT."""
    data.chmod(0o711)
    environ = of_the_machine() | {"HUB_DATA": str(data), "PORT": str(free_port())} | more
    with open(data / "run.log", "ab") as log:
        process = subprocess.Popen(command, cwd=code, env=environ, stdout=log, stderr=log)
    stack = Stack(f"http://localhost:{environ['PORT']}", data, process)
    try:
        wait_for(stack.answers, seconds=START_SECONDS)
        yield stack
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)


def _line_of(process: psutil.Process) -> str:
    """Nothing, for who ended meanwhile."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def _copy_newsroom(made: Path, data: Path) -> None:
    """With owners and modes: PostgreSQL is strict about its folder."""
    if not made.exists():
        unfinished = made.with_name("unfinished")
        unfinished.mkdir()
        with _running(unfinished, {}):
            pass
        for left in ("venv", "run.log", "run.lock"):
            (unfinished / left).unlink()
        shutil.rmtree(unfinished / "inbox", ignore_errors=True)
        unfinished.rename(made)
    subprocess.run(["cp", "-a", f"{made}/.", str(data)], check=True)
    there = f"postgresql://hub@/hub?host={quote(str(data / 'socket'))}"
    for seeded in data.glob("seeded-*"):
        seeded.rename(stamp_of("seeded", data, {"DATABASE_URL": there}))
