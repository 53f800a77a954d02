"""Machines: what is asked of the server that Hub is installed on, and done to it."""

import grp
import os
import pwd
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAMS = ("/usr/sbin", "/usr/bin", "/sbin", "/bin")
LAST_LINES = 12
# What a program may inherit from whoever installs: the way to the network, and nothing else.
PASSED_ON = (
    *("http_proxy", "https_proxy", "no_proxy", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"),
    *("PIP_CERT", "PIP_INDEX_URL", "PIP_FIND_LINKS", "SSL_CERT_FILE"),
)


class CommandFailed(Exception):
    """What was run, and the last lines that it said."""


@dataclass(frozen=True)
class Machine:
    """`root` is another folder in tests alone."""

    root: Path = Path("/")

    def at(self, path: str) -> Path:
        return self.root / path.lstrip("/")

    def text(self, path: str) -> str:
        """Of a file; empty where there is none, or none that we may read."""
        try:
            return self.at(path).read_text(encoding="utf-8")
        except OSError:
            return ""

    def has(self, program: str) -> bool:
        return any(self.at(f"{folder}/{program}").exists() for folder in PROGRAMS)

    @property
    def has_systemd(self) -> bool:
        """As process 1, so that units can be started."""
        return self.at("/run/systemd/system").is_dir()

    def run(
        self, *command: str, user: str = "root", environ: Mapping[str, str] | None = None
    ) -> str:
        """What it printed. Raises CommandFailed. Never through a shell."""
        who = pwd.getpwnam(user)
        done = subprocess.run(
            command,
            cwd="/",
            env=basics(user) | dict(environ or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            user=None if user == "root" else who.pw_uid,
            group=None if user == "root" else who.pw_gid,
            extra_groups=None if user == "root" else [],
        )
        if done.returncode:
            said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-LAST_LINES:]
            raise CommandFailed("\n".join([f"{command[0]}: {done.returncode}", *said]))
        return done.stdout

    def says_yes(self, *command: str, user: str = "root") -> bool:
        """Whether it ended with 0; a program or an account that is missing says no."""
        try:
            self.run(*command, user=user)
        except (CommandFailed, OSError, KeyError):
            return False
        return True

    def owners(self, descriptor: int) -> tuple[str, str]:
        facts = os.fstat(descriptor)
        return name_of(facts.st_uid, pwd.getpwuid), name_of(facts.st_gid, grp.getgrgid)

    def own(self, descriptor: int, owner: str, group: str) -> None:
        os.fchown(descriptor, pwd.getpwnam(owner).pw_uid, grp.getgrnam(group).gr_gid)

    def knows(self, account: str) -> bool:
        try:
            pwd.getpwnam(account)
        except KeyError:
            return False
        return True


def basics(user: str) -> dict[str, str]:
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    own = {
        "PATH": ":".join(PROGRAMS),
        "LANG": "C.UTF-8",
        "HOME": "/root" if user == "root" else "/nonexistent",
        "DEBIAN_FRONTEND": "noninteractive",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    return passed | own


def name_of(number: int, look: Callable[[int], Any]) -> str:
    try:
        return str(look(number)[0])
    except KeyError:
        return str(number)


def is_root() -> bool:
    return os.geteuid() == 0


def free_space(path: Path) -> int:
    """Megabytes."""
    return shutil.disk_usage(path).free // 1_000_000
