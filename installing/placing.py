"""Placing: folders and files with their owners and rights. Rights are never widened.

What exists already loses the rights that it should not have and keeps what is stricter than asked.
A link in the place of one is refused: whoever could put it there would choose what root writes to.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from installing.machines import Machine
from installing.speaking import gettext as _


class Misplaced(Exception):
    """Something stands where it must not, in one line."""


@dataclass(frozen=True)
class Place:
    """A folder, or a file where `text` is not None."""

    path: str
    mode: int
    owner: str = "root"
    group: str = "root"
    text: str | None = None

    @property
    def is_folder(self) -> bool:
        return self.text is None


def is_right(machine: Machine, place: Place) -> bool:
    """It is there, its owner's, says what it should, and is no more open than asked."""
    try:
        with opened(machine, place) as descriptor:
            if machine.owners(descriptor) != (place.owner, place.group):
                return False
            if mode_of(descriptor) & ~place.mode:
                return False
    except FileNotFoundError:
        return False
    return place.is_folder or machine.text(place.path) == place.text


def put(machine: Machine, place: Place) -> None:
    """Make it so. Raises Misplaced."""
    path = machine.at(place.path)
    allowed = place.mode
    with suppress(FileNotFoundError), opened(machine, place) as descriptor:
        allowed &= mode_of(descriptor)
    if place.is_folder:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with opened(machine, place) as descriptor:
            machine.own(descriptor, place.owner, place.group)
            os.fchmod(descriptor, allowed)
    else:
        write(machine, place, allowed)


def write(machine: Machine, place: Place, mode: int) -> None:
    """In one move: nobody meets half of it, and nobody meets it with other rights."""
    path = machine.at(place.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(place.text or "")
        file.flush()
        machine.own(descriptor, place.owner, place.group)
        os.fchmod(descriptor, mode)
        os.fsync(descriptor)
    unfinished.replace(path)


@contextmanager
def opened(machine: Machine, place: Place) -> Iterator[int]:
    """What is there itself, never what a link leads to. Raises FileNotFoundError, Misplaced."""
    path = machine.at(place.path)
    kind = os.O_DIRECTORY if place.is_folder else 0
    if path.is_symlink():
        raise Misplaced(_("%(path)s is a link. Look who made it, and remove it.") % facts(path))
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | kind)
    except NotADirectoryError:
        raise Misplaced(_("%(path)s is no folder.") % facts(path)) from None
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def mode_of(descriptor: int) -> int:
    return stat.S_IMODE(os.fstat(descriptor).st_mode)


def facts(path: Path) -> dict[str, str]:
    return {"path": str(path)}


def take_away(machine: Machine, path: str) -> None:
    """A file of ours, and systemd's folder of additions once it is empty. Debian's own stay: its
    PostgreSQL does not start without a `conf.d`.
    """
    machine.at(path).unlink(missing_ok=True)
    folder = path.rpartition("/")[0]
    if folder.startswith("/etc/systemd/") and folder.endswith(".d"):
        with suppress(OSError):
            machine.at(path).parent.rmdir()
