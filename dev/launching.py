"""How one long-lived process is started, and how it dies with whoever started it."""

import ctypes
import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Launch:
    name: str
    command: list[str]
    stop_signal: int = signal.SIGTERM
    uid: int | None = None
    gid: int | None = None
    niceness: int = 0
    # Empty means ours: what a server says goes to its own file.
    log: str = ""
    environ: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Launch":
        return cls(**json.loads(text))

    def start(self) -> subprocess.Popen[bytes]:
        """In a session of its own, so that a Ctrl-C reaches it through us and in our order."""
        parent = os.getpid()
        output = None
        if self.log:
            output = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            return subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=self.environ or None,
                start_new_session=True,
                user=self.uid,
                group=self.gid,
                extra_groups=None if self.uid is None else [],
                preexec_fn=lambda: self.settle(parent),
            )
        finally:
            if output is not None:
                os.close(output)

    def settle(self, parent: int) -> None:
        os.nice(self.niceness)
        tie_to(parent, self.stop_signal)


def tie_to(parent: int, stop_signal: int) -> None:
    """Linux sends this process the signal when its parent dies, however it dies."""
    if sys.platform == "linux":
        libc.prctl(PR_SET_PDEATHSIG, stop_signal)
        if os.getppid() != parent:
            os.kill(os.getpid(), stop_signal)


def stop(process: subprocess.Popen[bytes], stop_signal: int, seconds: float) -> None:
    if process.poll() is not None:
        return
    process.send_signal(stop_signal)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def run_here(command: list[str], environ: dict[str, str], on_term: int = signal.SIGTERM) -> int:
    """Runs a command on our terminal, whence Ctrl-C reaches it: only SIGTERM is passed on."""
    process = subprocess.Popen(command, env=environ)
    # A handler, not SIG_IGN: that one the command would inherit.
    signal.signal(signal.SIGINT, lambda number, frame: None)
    signal.signal(signal.SIGTERM, lambda number, frame: process.send_signal(on_term))
    return process.wait()


def last_lines(log: str, count: int = 5) -> str:
    try:
        return "\n".join(Path(log).read_text(errors="replace").splitlines()[-count:])
    except OSError:
        return ""
