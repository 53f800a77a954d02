"""What runs on which host: the parts of Hub as in production, without what one machine makes up."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from bench.serving import collect_static, command
from dev.bootstrap import ROOT
from dev.catalogues import compile_catalogues
from dev.keys import fresh_keys
from dev.launching import Launch
from dev.processes import commands, kept, module
from tests.faults.hosts import Host, Network, held, network, start_postgres, start_valkey
from tests.mailsink import MailSink, mail_sink
from tests.proxy import SITE
from tests.stack import of_the_machine, wait_for

PORT = 8_000
DATA, WEB, WORKER = 10, 11, 21  # the last number of the first address of each kind
START_SECONDS = 300


@dataclass
class Hub:
    network: Network
    environ: dict[str, str]
    sink: MailSink
    data: Host
    webs: list[Host]
    workers: list[Host]

    def within(self, *words: str) -> str:
        """The last line that `python -m <words>` says, on a host that nothing happens to."""
        done = subprocess.run(
            self.data.command(sys.executable, "-m", *words),
            cwd=ROOT,
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout.strip().rpartition("\n")[2]


def environment(folder: Path, outside: str, smtp_port: int) -> dict[str, str]:
    """The same for all hosts, as docs/scaling.md says; DATABASE_URL and REDIS_URL are to come."""
    shared = {name: str(folder / name) for name in ("keystore", "erasures", "media", "bundles")}
    for place in shared.values():
        Path(place).mkdir(mode=0o700)
    return {
        **of_the_machine(),
        **fresh_keys(),
        "DJANGO_SETTINGS_MODULE": "hub.settings",
        "DEBUG": "0",
        "BASE_URL": f"https://{SITE}",
        "ALLOWED_HOSTS": SITE,
        "TRUSTED_PROXY_HOPS": "1",
        "KEYSTORE_URL": f"file://{shared['keystore']}",
        "ERASURES_DIR": shared["erasures"],
        "MEDIA_ROOT": shared["media"],
        "BUNDLES_DIR": shared["bundles"],
        "STATIC_ROOT": str(folder / "static"),
        "READS_FROM": "off",
        "EMAIL_URL": f"smtp://{outside}:{smtp_port}",
        "DEFAULT_FROM_EMAIL": "Hub <hub@mail.example.org>",
        "POSTAL_ADDRESS": "Hub, 1 Example Street, Boston, MA 02108",
    }


def start_web(host: Host, environ: dict[str, str]) -> None:
    words = command("hub.wsgi:application", PORT)
    words[words.index("--bind") + 1] = f"{host.address}:{PORT}"
    launch = Launch("web", words, environ=environ | {"HUB_DATA": str(host.data)})
    host.start(replace(launch, log=str(host.data / "hub.log")))


def start_workers(host: Host, environ: dict[str, str]) -> None:
    """All four kinds and a beat: each host could be the last one."""
    own = environ | {"HUB_DATA": str(host.data)}
    for name, words in commands(host.data, PORT).items():
        if name != "web":
            told = tuple(word.replace("%h", host.name) for word in words)
            if not any(word.startswith("--hostname") for word in told) and name != "beat":
                told = (*told, f"--hostname=worker@{host.name}")
            launch = kept(name, module(name, told), own)
            host.start(replace(launch, log=str(host.data / "hub.log")))


def answers(host: Host) -> bool:
    request = Request(f"http://{host.address}:{PORT}/healthz", headers={"Host": SITE})
    try:
        return urlopen(request, timeout=5).status == 200
    except (URLError, OSError):
        return False


@contextmanager
def hub_on_hosts(**more: str) -> Iterator[Hub]:
    """Two web hosts, two worker hosts, one data host, and a mail server outside."""
    with ExitStack() as stack:
        net = stack.enter_context(network())
        sink = stack.enter_context(mail_sink(net.outside))
        environ = environment(net.folder, net.outside, sink.port) | more
        environ |= stack.enter_context(held(net.folder))
        data = stack.enter_context(net.host("data", DATA))
        environ["DATABASE_URL"] = start_postgres(data)
        environ["REDIS_URL"] = start_valkey(data)
        webs = [stack.enter_context(net.host(f"web{n}", WEB + n)) for n in range(2)]
        workers = [stack.enter_context(net.host(f"worker{n}", WORKER + n)) for n in range(2)]
        hub = Hub(net, environ, sink, data, webs, workers)
        prepare(hub)
        yield hub


def prepare(hub: Hub) -> None:
    """Migrated and started; returns when both web hosts answer."""
    compile_catalogues()
    collect_static(hub.environ)
    subprocess.run(
        hub.data.command(sys.executable, "manage.py", "migrate", "--no-input"),
        cwd=ROOT,
        env=hub.environ,
        check=True,
        capture_output=True,
        timeout=600,
    )
    for host in hub.webs:
        start_web(host, hub.environ)
    for host in hub.workers:
        start_workers(host, hub.environ)
    wait_for(lambda: all(map(answers, hub.webs)), seconds=START_SECONDS)
