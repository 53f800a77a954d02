"""Accounts: who Hub runs as, and the folders that are this account's and nobody else's."""

import shutil

from installing.environments import DATA
from installing.machines import Machine
from installing.placing import Place, is_right, put
from installing.speaking import gettext as _
from installing.stepping import Step

NAME = "hub"
WEB = "www-data"  # as Debian's nginx runs
FOLDERS = (
    Place("/etc/hub", 0o755),
    Place("/srv/hub", 0o755),
    Place("/srv/hub/releases", 0o755),
    Place("/srv/hub/venvs", 0o755),
    Place("/var/log/hub", 0o750, group="adm"),
    # Root's, so that nobody below can put a link in the place of a folder.
    Place(DATA, 0o755),
    Place(f"{DATA}/keystore", 0o700, NAME, NAME),
    Place(f"{DATA}/bundles", 0o700, NAME, NAME),
    Place(f"{DATA}/backups", 0o700, NAME, NAME),
    Place(f"{DATA}/erasures", 0o700, NAME, NAME),
    # nginx shows the pictures, and what is made in there is its group's too.
    Place(f"{DATA}/media", 0o2750, NAME, WEB),
    # nginx writes here what was read; Hub counts it and deletes it.
    Place(f"{DATA}/reads", 0o2770, WEB, NAME),
    # The proof that the domain is ours, for the authority.
    Place(f"{DATA}/acme", 0o755),
    Place("/var/cache/nginx", 0o755, WEB, "root"),
)


class Account(Step):
    def title(self) -> str:
        return _("An account for Hub, without rights and without a log-in")

    def is_done(self) -> bool:
        return self.machine.knows(NAME)

    def do(self) -> None:
        home = ("--home-dir", DATA, "--no-create-home", "--shell", "/usr/sbin/nologin")
        self.machine.run("useradd", "--system", "--user-group", *home, NAME)

    def undo(self, *, is_for_good: bool) -> str:
        if not is_for_good:
            return _("stays, because its files do")
        if self.machine.knows(NAME):
            self.machine.run("userdel", NAME)
        return ""


class Folders(Step):
    def title(self) -> str:
        return _("Folders for keys, pictures and backups, each readable by who needs it alone")

    def is_done(self) -> bool:
        return self.machine.knows(NAME) and all(is_right(self.machine, each) for each in FOLDERS)

    def do(self) -> None:
        for each in FOLDERS:
            if not is_right(self.machine, each):
                put(self.machine, each)

    def undo(self, *, is_for_good: bool) -> str:
        remove(self.machine, "/srv/hub")
        remove(self.machine, "/var/log/hub")
        if not is_for_good:
            return _("/var/lib/hub stays: pictures, keys and backups are in it")
        for path in ("/etc/hub", DATA):
            remove(self.machine, path)
        return ""


def remove(machine: Machine, path: str) -> None:
    """A folder of ours and all that is in it; links are not followed."""
    if machine.at(path).exists():
        shutil.rmtree(machine.at(path))
