"""Disks that are full: a small one for a whole Hub, and a bound for what this process may write."""

import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.faults.accidents import environment
from tests.stack import Stack

BLOCKS = (1 << 20, 1 << 12)
MEGABYTES, FULL_SECONDS = 64, 8


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """In memory. Only root may make one: others are told that this was not tried."""
    folder = tempfile.mkdtemp(prefix="hub-disk-")
    size = f"size={megabytes}m,mode=711"
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], check=False)
    if made.returncode:
        pytest.skip("a small disk can be made by root alone")
    try:
        yield Path(folder)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
        shutil.rmtree(folder, ignore_errors=True)


def fill(disk: Path) -> Path:
    """To the last block; delete what is returned to have room again."""
    ballast = disk / "ballast"
    with open(ballast, "wb", buffering=0) as file:
        for block in BLOCKS:
            try:
                while file.write(b"\0" * block) == block:
                    pass
            except OSError:
                continue
    return ballast


def fill_signatures(hub: Stack) -> None:
    """The table of signatures moves to a small disk, which is full for a while."""
    with (
        small_disk(MEGABYTES) as disk,
        psycopg.connect(environment(hub)["DATABASE_URL"], autocommit=True) as session,
    ):
        place = disk / "space"
        place.mkdir(mode=0o700)
        os.chown(place, hub.processes("postgres", "-D")[0].uids().real, -1)
        session.execute(f"CREATE TABLESPACE small LOCATION '{place}'")
        session.execute("ALTER TABLE campaigns_signature SET TABLESPACE small")
        ballast = fill(disk)
        time.sleep(FULL_SECONDS)
        ballast.unlink()
        time.sleep(1)
        session.execute("ALTER TABLE campaigns_signature SET TABLESPACE pg_default")
        session.execute("DROP TABLESPACE small")


@contextmanager
def little_room(size: int) -> Iterator[None]:
    """No file that this process writes may become longer, as on a disk that is nearly full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def files_in(folder: Path) -> set[str]:
    return {name for _place, _folders, names in os.walk(folder) for name in names}
