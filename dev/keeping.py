"""Keeps one process of Hub alive, for as long as bin/run itself is.

    python -m dev.keeping NAME        (what to start stands in HUB_LAUNCH)

A process that dies is started again, so that a killed worker is a pause and not an end. When
bin/run is gone, even by kill -9, the lock that it holds is free, and this ends too.
"""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import FrameType

from dev.launching import Launch

# Shorter than the five seconds after which honcho kills.
STOP_SECONDS = 4
SHORT_LIFE_SECONDS = 5
SHORT_LIVES = 3


class Keeper:
    def __init__(self, launch: Launch) -> None:
        self.launch = launch
        self.stopping = False
        self.short_lives = 0
        self.process: subprocess.Popen[bytes] | None = None

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        signal.signal(signal.SIGALRM, self.kill)
        while True:
            status, lived = self.run_once()
            if self.stopping:
                return 0
            self.short_lives = self.short_lives + 1 if lived < SHORT_LIFE_SECONDS else 0
            if self.short_lives == SHORT_LIVES:
                print(f"ended {SHORT_LIVES} times in a row, giving up", flush=True)
                return status or 1
            print(f"{ended_how(status)}, starting again", flush=True)

    def run_once(self) -> tuple[int, float]:
        begun = time.monotonic()
        self.process = self.launch.start()
        if self.stopping:
            self.stop()
        status = self.process.wait()
        signal.alarm(0)
        return status, time.monotonic() - begun

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        self.stopping = True
        if self.process is not None:
            self.process.send_signal(self.launch.stop_signal)
            signal.alarm(STOP_SECONDS)

    def kill(self, number: int, frame: FrameType | None) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)


def ended_how(status: int) -> str:
    return f"killed by signal {-status}" if status < 0 else f"ended with status {status}"


def end_with_supervisor(lock: Path) -> None:
    """Blocks until bin/run lets go of its lock, which it does by dying."""
    with open(lock) as file:
        fcntl.lockf(file, fcntl.LOCK_SH)
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> int:
    keeper = Keeper(Launch.from_json(os.environ.pop("HUB_LAUNCH")))
    lock = Path(os.environ["HUB_SUPERVISED"]) / "run.lock"
    threading.Thread(target=end_with_supervisor, args=(lock,), daemon=True).start()
    return keeper.run()


if __name__ == "__main__":
    sys.exit(main())
