"""Releases: the code as it lies here is copied to `/srv/hub/releases/`, with what it needs.

Nothing in there can be written by Hub's account. `/srv/hub/current` leads to the one that runs.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from installing.accounts import remove
from installing.environments import settings_in
from installing.machines import Machine
from installing.speaking import ROOT
from installing.speaking import gettext as _
from installing.stepping import Step

PARTS = (
    *("alerts", "campaigns", "cms", "deploy", "dev", "home", "hub", "locale", "manage.py", "news"),
    *("outbox", "requirements.txt", "static", "supporters", "templates", "tips", "users", "vault"),
)
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.mo", "*.pyc", ".*")
CURRENT = "/srv/hub/current"
KEPT = 3  # releases, the running one among them


def sources(root: Path = ROOT) -> Iterator[Path]:
    for part in PARTS:
        path = root / part
        found = [path] if path.is_file() else sorted(path.rglob("*"))
        yield from (each for each in found if each.is_file() and not is_left_out(each, root))


def is_left_out(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
    return hidden or path.suffix in {".mo", ".pyc"}


@lru_cache(maxsize=4)
def mark_of(root: Path = ROOT) -> str:
    """Twelve letters for exactly this code."""
    digest = hashlib.sha256()
    for path in sources(root):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root)} {content}\n".encode())
    return digest.hexdigest()[:12]


def release() -> str:
    return f"/srv/hub/releases/{mark_of()}"


def environment_of(machine: Machine) -> str:
    """A folder for each list of packages and each Python."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    digest.update(os.path.realpath(machine.at("/usr/bin/python3")).encode())
    return f"/srv/hub/venvs/{digest.hexdigest()[:12]}"


class Code(Step):
    def title(self) -> str:
        return _("Hub's code in %(folder)s") % {"folder": release()}

    def is_done(self) -> bool:
        return self.machine.at(release()).is_dir()

    def do(self) -> None:
        whole = self.machine.at(release())
        unfinished = whole.with_name(f".{whole.name}")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o755, parents=True)
        for part in PARTS:
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, unfinished / part, ignore=LEFT_OUT)
            else:
                shutil.copy(source, unfinished / part)
        make_readable(unfinished)
        unfinished.rename(whole)

    def undo(self, *, is_for_good: bool) -> str:
        return ""  # goes with its folder


def make_readable(folder: Path) -> None:
    """By everybody, writable by root: the checkout may lie in a folder that is root's alone."""
    for path in (folder, *folder.rglob("*")):
        if path.is_symlink():
            continue
        is_program = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if is_program else 0o644)


class Environment(Step):
    def title(self) -> str:
        return _("Python's packages, each checked against its hash")

    @property
    def folder(self) -> str:
        return environment_of(self.machine)

    def is_done(self) -> bool:
        return self.machine.at(f"{self.folder}/complete").exists()

    def do(self) -> None:
        remove(self.machine, self.folder)
        self.machine.run("/usr/bin/python3", "-m", "venv", self.folder)
        pip = (f"{self.folder}/bin/python", "-m", "pip", "install", "--no-input", "--quiet")
        wanted = ("--require-hashes", "--only-binary=:all:", "--no-cache-dir")
        self.machine.run(*pip, *wanted, "--requirement", f"{release()}/requirements.txt")
        self.machine.at(f"{self.folder}/complete").touch(mode=0o644)


class Made(Step):
    """What is made from the code once: catalogues, static files, bytecode."""

    def title(self) -> str:
        return _("Catalogues of both languages and static files")

    def is_done(self) -> bool:
        return self.machine.at(f"{release()}/made").exists()

    def do(self) -> None:
        folder, python = release(), f"{environment_of(self.machine)}/bin/python"
        link = self.machine.at(f"{folder}/venv")
        link.unlink(missing_ok=True)
        link.symlink_to(environment_of(self.machine))
        environ = settings_in(self.machine) | {
            "STATIC_ROOT": f"{folder}/static-collected",
            "PYTHONPATH": folder,
        }
        self.machine.run(python, "-m", "dev.catalogues", environ=environ)
        manage = f"{folder}/manage.py"
        quiet = ("collectstatic", "--no-input", "--verbosity=0")
        self.machine.run(python, manage, *quiet, environ=environ)
        self.machine.run(python, "-m", "compileall", "-q", folder)
        make_readable(self.machine.at(folder))
        self.machine.at(f"{folder}/made").touch(mode=0o644)


class Switch(Step):
    """From now on this release is the one that runs."""

    def title(self) -> str:
        return _("This release takes the place of the one before")

    def is_done(self) -> bool:
        link = self.machine.at(CURRENT)
        return link.is_symlink() and os.readlink(link) == release()

    def do(self) -> None:
        link = self.machine.at(CURRENT)
        unfinished = link.with_name(".current")
        unfinished.unlink(missing_ok=True)
        unfinished.symlink_to(release())
        unfinished.replace(link)
        self.sweep()

    def sweep(self) -> None:
        """Of older releases two stay, to go back to."""
        folders = [each for each in self.machine.at("/srv/hub/releases").iterdir() if each.is_dir()]
        folders.sort(key=lambda each: each.stat().st_mtime, reverse=True)
        for old in folders[KEPT:]:
            if old.name != mark_of():
                shutil.rmtree(old)
