"""Units: what systemd keeps running. Its files lie in `deploy/systemd/`."""

import hashlib
import shutil
import time

from installing.environments import BROKER_PORT, CACHE_PORT, PATH, settings_in
from installing.machines import CommandFailed, Machine
from installing.packages import noted
from installing.placing import Place, is_right, put, take_away
from installing.releases import mark_of
from installing.speaking import ROOT
from installing.speaking import gettext as _
from installing.stepping import Left, Step

FOLDER = "/etc/systemd/system"
TARGET = "hub.target"
SERVERS = ("broker-of-hub.service", "cache-of-hub.service")
FOR_ALL = "hub-.service.d/hub.conf"  # what holds for each unit of Hub
STOCK_SERVERS = ("redis-server", "valkey-server")
STARTED = "/srv/hub/started"
MANAGE = "/usr/local/sbin/hub-manage"
HEALTHY_SECONDS = 240
CONFIGURATION = """\
# Of Hub: {what}.
bind 127.0.0.1
port {port}
requirepass {password}
dir /var/lib/hub-{name}
logfile ""
daemonize no
save ""
{more}
"""
# Where it is found, what it is for, and what makes it so.
DESCRIBED = {
    # Full, it must say so and not forget rings in silence.
    "broker": (
        ("REDIS_URL", BROKER_PORT),
        "the doorbell of its workers",
        "appendonly yes\nmaxmemory 96mb\nmaxmemory-policy noeviction",
    ),
    # The oldest make room.
    "cache": (
        ("PAGE_CACHE_URL", CACHE_PORT),
        "readers' pages, in memory alone",
        "appendonly no\nmaxmemory 48mb\nmaxmemory-policy allkeys-lru",
    ),
}


def unit_names() -> list[str]:
    folder = ROOT / "deploy" / "systemd"
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def unit(machine: Machine, name: str) -> Place:
    """Debian 13 has Valkey where 12 has Redis."""
    text = (ROOT / "deploy" / "systemd" / name).read_text(encoding="utf-8")
    if kind_of(machine) == "valkey":
        text = text.replace("/redis-server", "/valkey-server").replace("=redis\n", "=valkey\n")
    return Place(f"{FOLDER}/{name}", 0o644, text=text)


def kind_of(machine: Machine) -> str:
    return "valkey" if machine.has("valkey-server") else "redis"


def configuration(machine: Machine, name: str) -> Place:
    (setting, port), what, more = DESCRIBED[name]
    password = settings_in(machine).get(setting, "").partition("//:")[2].partition("@")[0]
    facts = {"what": what, "port": port, "password": password, "name": name, "more": more}
    text = CONFIGURATION.format(**facts)
    return Place(f"/etc/hub/{name}.conf", 0o440, group=kind_of(machine), text=text)


class Units(Step):
    def title(self) -> str:
        return _("Units for systemd, and the command hub-manage")

    def places(self) -> list[Place]:
        manage = (ROOT / "deploy" / "hub-manage").read_text(encoding="utf-8")
        return [
            *(unit(self.machine, name) for name in (*unit_names(), FOR_ALL)),
            *(configuration(self.machine, name) for name in DESCRIBED),
            Place(MANAGE, 0o750, text=manage),
        ]

    def is_done(self) -> bool:
        known = self.machine.knows(kind_of(self.machine))
        return known and all(is_right(self.machine, each) for each in self.places())

    def do(self) -> None:
        for each in self.places():
            put(self.machine, each)
        if self.machine.has_systemd:
            self.machine.run("systemctl", "daemon-reload")

    def undo(self, *, is_for_good: bool) -> str:
        for each in self.places():
            take_away(self.machine, each.path)
        for name in DESCRIBED:
            shutil.rmtree(self.machine.at(f"/var/lib/hub-{name}"), ignore_errors=True)
        if self.machine.has_systemd:
            self.machine.run("systemctl", "daemon-reload")
        return ""


class Servers(Step):
    """The broker has to answer before anything of Hub starts."""

    def title(self) -> str:
        return _("Two small Redis or Valkey servers of Hub's own, reached from this machine alone")

    def is_done(self) -> bool:
        return all(is_active(self.machine, name) for name in SERVERS)

    def do(self) -> None:
        need_systemd(self.machine)
        for name in STOCK_SERVERS:
            if name in noted(self.machine):  # Debian started it; nobody uses it
                self.machine.run("systemctl", "disable", "--quiet", "--now", name)
        self.machine.run("systemctl", "enable", "--quiet", "--now", *SERVERS)


class Running(Step):
    """Started, and started anew after any change of code, settings or units."""

    def title(self) -> str:
        return _("Web, workers and beat are started, now and after each restart of the machine")

    def mark(self) -> str:
        said = [mark_of(), self.machine.text(PATH)]
        said += [self.machine.text(f"{FOLDER}/{name}") for name in (*unit_names(), FOR_ALL)]
        return hashlib.sha256("\0".join(said).encode()).hexdigest()

    def is_done(self) -> bool:
        is_newest = self.machine.text(STARTED) == self.mark()
        return is_newest and all(is_active(self.machine, name) for name in unit_names())

    def do(self) -> None:
        need_systemd(self.machine)
        self.machine.run("systemctl", "enable", "--quiet", *unit_names())
        self.machine.run("systemctl", "restart", TARGET)
        wait_until_it_answers(self.machine)
        put(self.machine, Place(STARTED, 0o644, text=self.mark()))

    def undo(self, *, is_for_good: bool) -> str:
        if self.machine.has_systemd and self.machine.at(f"{FOLDER}/{TARGET}").exists():
            self.machine.run("systemctl", "disable", "--quiet", "--now", *unit_names())
        return ""


def need_systemd(machine: Machine) -> None:
    if not machine.has_systemd:
        raise Left(_("systemd does not run here; the units are written and nothing is started"))


def is_active(machine: Machine, name: str) -> bool:
    return machine.has_systemd and machine.says_yes("systemctl", "is-active", "--quiet", name)


def wait_until_it_answers(machine: Machine) -> None:
    name = settings_in(machine).get("ALLOWED_HOSTS", "").partition(",")[0]
    ask = ("curl", "--silent", "--fail", "--max-time", "5", "--header", f"Host: {name}")
    deadline = time.monotonic() + HEALTHY_SECONDS
    while not machine.says_yes(*ask, "http://127.0.0.1:8000/healthz"):
        if time.monotonic() > deadline:
            raise CommandFailed(_("Hub does not answer. What it said: journalctl --unit hub-web"))
        time.sleep(1)
