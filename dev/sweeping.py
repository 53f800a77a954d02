"""One bin/run a folder, and nothing left of the one before."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from dev.steps import Refusal

# A killed bin/run leaves keepers that hold the lock for a moment to learn of its death.
LOCK_SECONDS = 3
STOP_SECONDS = 3


@contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Holds the lock that says “bin/run lives”. The system lets go of it however we die."""
    with open(data / "run.lock", "a+") as file:
        take(file.fileno(), data)
        yield


def take(lock: int, data: Path) -> None:
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            # Not flock: a forked child would hold that one on, this one belongs to the process.
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError:
            if time.monotonic() > deadline:
                raise Refusal(f"Hub is running from {data} already; stop that one first.") from None
            time.sleep(0.1)


def sweep(data: Path) -> int:
    """Ends what an earlier bin/run of this folder left; call it with the lock held."""
    left = leftovers(data)
    for process in left:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    for process in psutil.wait_procs(left, timeout=STOP_SECONDS)[1]:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    return len(left)


def leftovers(data: Path) -> list[psutil.Process]:
    """Processes that inherited our folder's mark; a number alone may be somebody else's by now."""
    ours = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.pid not in ours and marked(process, data):
                found.append(process)
    return found


def marked(process: psutil.Process, data: Path) -> bool:
    return process.environ().get("HUB_SUPERVISED") == str(data)
