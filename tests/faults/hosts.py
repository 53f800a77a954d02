"""Hosts on one machine: network namespaces of Linux, each with an address of its own on one bridge.

What runs on a host reaches the others by their addresses and by nothing else; of the disk all of
them share what docs/scaling.md says that hosts share, and each has a data folder of its own. A host
can be cut off (its cable is out) and killed (all that runs on it is gone, without a word).
"""

import fcntl
import os
import random
import secrets
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg

from dev.ground import give, server_account, throwaway_ground
from dev.launching import Launch
from dev.servers import Server, pings, postgres, valkey_program, write_private
from tests.stack import wait_for

PATIENCE = (
    *("tcp_keepalives_idle=30", "tcp_keepalives_interval=10", "tcp_keepalives_count=3"),
    "tcp_user_timeout=30000",  # as in docker-compose.yml
)


def why_not() -> str:
    """Why there can be no hosts here; empty where there can be."""
    if os.geteuid():
        return "only root makes network namespaces"
    if not shutil.which("ip") or not shutil.which("nsenter"):
        return "ip (iproute2) or nsenter (util-linux) is not here"
    name = f"hub-try-{secrets.token_hex(3)}"
    if subprocess.run(["ip", "netns", "add", name], capture_output=True).returncode:
        return "this system allows no network namespaces"
    ip("netns", "delete", name)
    return ""


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@dataclass
class Host:
    name: str  # of the namespace
    address: str
    link: str  # the other end of its cable, at the bridge
    data: Path  # its own disk
    processes: list[subprocess.Popen] = field(default_factory=list)

    def command(self, *words: str, uid: int | None = None, gid: int | None = None) -> list[str]:
        account = [] if uid is None else [f"--setuid={uid}", f"--setgid={gid}"]
        return ["nsenter", f"--net=/run/netns/{self.name}", *account, "--", *words]

    def start(self, launch: Launch) -> subprocess.Popen:
        words = self.command(*launch.command, uid=launch.uid, gid=launch.gid)
        process = replace(launch, command=words, uid=None, gid=None).start()
        self.processes.append(process)
        return process

    def cut_off(self) -> None:
        ip("link", "set", self.link, "down")

    def join(self) -> None:
        ip("link", "set", self.link, "up")

    def pids(self) -> list[int]:
        told = subprocess.run(
            ["ip", "netns", "pids", self.name], capture_output=True, text=True, check=True
        )
        return [int(each) for each in told.stdout.split()]

    def kill(self) -> None:
        """Everything, until nothing is left: keepers start again what dies before them."""

        def is_empty() -> bool:
            for pid in self.pids():
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
            return not self.pids()

        wait_for(is_empty, seconds=20)
        for process in self.processes:
            process.wait(20)


@dataclass
class Network:
    folder: Path  # what all hosts have mounted
    number: int
    token: str

    @property
    def bridge(self) -> str:
        return f"hub{self.token}"

    @property
    def outside(self) -> str:
        """Where the bridge itself is: this test, its mail server, its proxy."""
        return self.address(1)

    def address(self, last: int) -> str:
        return f"10.231.{self.number}.{last}"

    @contextmanager
    def host(self, name: str, last: int) -> Iterator[Host]:
        data = self.folder / name
        data.mkdir()
        host = Host(f"hub-{self.token}-{name}", self.address(last), f"v{self.token}{last}", data)
        ip("netns", "add", host.name)
        try:
            self._plug_in(host)
            yield host
        finally:
            host.kill()
            ip("netns", "delete", host.name)

    def _plug_in(self, host: Host) -> None:
        ip("link", "add", host.link, "type", "veth", "peer", "name", "eth0", "netns", host.name)
        ip("link", "set", host.link, "master", self.bridge, "up")
        inside = ("-netns", host.name)
        ip(*inside, "address", "add", f"{host.address}/24", "dev", "eth0")
        ip(*inside, "link", "set", "eth0", "up")
        ip(*inside, "link", "set", "lo", "up")


@contextmanager
def network() -> Iterator[Network]:
    folder = throwaway_ground(server_account())
    made = Network(folder, random.randrange(1, 255), secrets.token_hex(2))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        ip("link", "add", made.bridge, "type", "bridge")
        stack.callback(ip, "link", "delete", made.bridge)
        ip("address", "add", f"{made.outside}/24", "dev", made.bridge)
        ip("link", "set", made.bridge, "up")
        yield made


@contextmanager
def held(folder: Path) -> Iterator[dict[str, str]]:
    """Keepers of a host (dev/keeping.py) end with whoever holds this."""
    with open(folder / "run.lock", "w") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        yield {"HUB_SUPERVISED": str(folder)}


def start_postgres(host: Host) -> str:
    """Its address for the others, who need a password."""
    server = postgres(host.data, host.data)
    network_of_hosts = host.address.rpartition(".")[0] + ".0/24"
    with open(host.data / "postgres" / "pg_hba.conf", "a") as rules:
        rules.write(f"host all all {network_of_hosts} scram-sha-256\n")
    more = [f"--{each}" for each in (f"listen_addresses={host.address}", *PATIENCE)]
    launch = replace(server.launch, command=[*server.launch.command, *more])
    server.wait(host.start(launch))
    password = secrets.token_urlsafe(24)
    with psycopg.connect(server.url, autocommit=True) as session:
        session.execute(f"ALTER ROLE hub PASSWORD '{password}'")
    return f"postgresql://hub:{password}@{host.address}:5432/hub"


def start_valkey(host: Host) -> str:
    folder, password = give(host.data / "valkey", None), secrets.token_urlsafe(24)
    lines = [
        *(f"bind {host.address}", "port 6379", f"requirepass {password}", f'dir "{folder}"'),
        *("maxmemory-policy noeviction", "loglevel warning", "appendonly yes"),
    ]
    write_private(folder / "valkey.conf", "\n".join(lines) + "\n")
    url = f"redis://:{password}@{host.address}:6379/0"
    command = [str(valkey_program()), str(folder / "valkey.conf")]
    launch = Launch("Valkey", command, log=str(host.data / "valkey.log"))
    Server(launch, url, lambda: pings(url)).wait(host.start(launch))
    return url
