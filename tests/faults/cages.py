"""A machine of so much memory and one processor: a control group of the kernel, made by root."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

GROUPS = Path("/sys/fs/cgroup")
IS_NEW = (GROUPS / "cgroup.controllers").exists()  # one tree for all controllers
PARENT = GROUPS if IS_NEW else GROUPS / "memory"
LIMIT = "memory.max" if IS_NEW else "memory.limit_in_bytes"
ENDED = "memory.events" if IS_NEW else "memory.oom_control"
UNIT = "HUB_UNIT"  # by which a process says what it belongs to
TITLED = {"postgres": "PostgreSQL"}  # whose children write their title over their environment


@dataclass(frozen=True)
class Cage:
    folder: Path

    def enter(self) -> None:
        """For the process that is about to become the first one in there."""
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        (self.folder / "cgroup.procs").write_text(str(os.getpid()))

    def processes(self) -> Iterator[psutil.Process]:
        """Those that are still there when they are looked at."""
        for pid in (self.folder / "cgroup.procs").read_text().split():
            with suppress(psutil.NoSuchProcess):
                yield psutil.Process(int(pid))

    def kills(self) -> int:
        """How many processes the kernel has ended for want of memory."""
        lines = (self.folder / ENDED).read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("oom_kill "))

    def memory(self, *, without: int) -> dict[str, float]:
        """MiB by what it belongs to; what several processes share is counted once. `without` is the
        process that has only started the others.
        """
        found: dict[str, float] = {}
        for process in self.processes():
            if process.pid == without:
                continue
            try:
                name = process.environ().get(UNIT) or TITLED.get(process.name(), process.name())
                used = process.memory_full_info().pss / 2**20
            except psutil.Error:
                continue
            found[name] = found.get(name, 0) + used
        return found


@contextmanager
def cage(limit_bytes: int) -> Iterator[Cage]:
    """Raises OSError where no such group can be made."""
    folder = PARENT / f"hub-{secrets.token_hex(4)}"
    folder.mkdir()
    try:
        (folder / LIMIT).write_text(str(limit_bytes))
        yield Cage(folder)
    finally:
        folder.rmdir()


def why_not() -> str:
    """Why no cage can be made here; nothing where it can."""
    try:
        with cage(2**30):
            return ""
    except OSError as error:
        return f"no control group can be made here: {error.strerror}"
