"""Packages: what Debian itself has of what Hub needs."""

import json
import re

from installing.machines import CommandFailed, Machine
from installing.placing import Place, put
from installing.speaking import gettext as _
from installing.stepping import Step

NOTES = "/etc/hub/installed.json"
ALWAYS = (
    *("postgresql", "nginx", "python3", "python3-venv", "certbot", "openssl", "ca-certificates"),
    *("logrotate", "curl"),
)
RELEASES = {"12": "redis-server", "13": "valkey-server"}


def release_of(machine: Machine) -> str:
    """Debian's number; empty on anything else."""
    text = machine.text("/etc/os-release")
    if not re.search(r"^ID=\"?debian\"?$", text, re.MULTILINE):
        return ""
    found = re.search(r"^VERSION_ID=\"?(\d+)\"?$", text, re.MULTILINE)
    return found[1] if found else ""


def needed(machine: Machine) -> tuple[str, ...]:
    return (*ALWAYS, RELEASES.get(release_of(machine), "redis-server"))


def is_installed(machine: Machine, name: str) -> bool:
    try:
        state = machine.run("dpkg-query", "--show", "--showformat=${db:Status-Status}", name)
    except (CommandFailed, OSError):
        return False
    return state == "installed"


def noted(machine: Machine) -> list[str]:
    """Packages that were not here before Hub."""
    try:
        return list(json.loads(machine.text(NOTES) or "[]"))
    except ValueError:
        return []


class Packages(Step):
    def title(self) -> str:
        return _("Debian's own packages: %(names)s") % {"names": ", ".join(needed(self.machine))}

    def missing(self) -> list[str]:
        return [name for name in needed(self.machine) if not is_installed(self.machine, name)]

    def is_done(self) -> bool:
        return not self.missing()

    def do(self) -> None:
        names = self.missing()
        text = json.dumps(sorted({*noted(self.machine), *names}))
        put(self.machine, Place("/etc/hub", 0o755))
        put(self.machine, Place(NOTES, 0o644, text=text))
        self.machine.run("apt-get", "update", "--quiet=2")
        options = ("--yes", "--no-install-recommends", "--quiet=2")
        self.machine.run("apt-get", "install", *options, *names)

    def undo(self, *, is_for_good: bool) -> str:
        """Other programs may need them by now: a person decides."""
        names = noted(self.machine)
        if not names:
            return ""
        self.machine.at(NOTES).unlink(missing_ok=True)
        return _("stay; nobody else needs them? apt-get remove %(names)s") % {
            "names": " ".join(names)
        }
