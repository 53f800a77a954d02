"""bin/install on a Debian of its own, with systemd, as docs/going-live.md says: 15 minutes.

It needs root, debootstrap, systemd-nspawn, the network, and nobody else at ports 80, 443, 8000,
6379, 6390 and 6391. BARE_DEBIANS may name a folder with roots that debootstrap made before,
`bookworm` and `trixie`: they are copied.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installing.walking import Reader, walk
from tests.mailsink import mail_sink

ROOT = Path(__file__).resolve().parents[2]
NAME = "news.example.org"
TOOLS = ("debootstrap", "systemd-nspawn", "nsenter", "git")
MISSING = [each for each in TOOLS if not shutil.which(each)]
PASSED_ON = ("PIP_INDEX_URL", "http_proxy", "https_proxy", "no_proxy")
# systemd of Debian 13 runs on a kernel with the older control groups only when it is told to.
LEGACY = "SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(3_600),
    pytest.mark.xdist_group("for real"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can start a Debian of its own"),
    pytest.mark.skipif(bool(MISSING), reason=f"not here: {', '.join(MISSING)}"),
]


class Server:
    """A container with systemd as its first process, on this machine's network."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        environ = os.environ | {"SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": str(int(has_unified_groups()))}
        command = ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--console=pipe"]
        command += ["--resolv-conf=copy-host", f"--directory={folder}", f"--setenv={LEGACY}"]
        command += ["--boot", LEGACY]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, env=environ, **quiet)
        self.first = self.first_process()
        self.run("systemctl", "is-system-running", "--wait", may_fail=True)

    def first_process(self) -> int:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        deadline = time.monotonic() + 60
        while not (found := children.read_text().split()):
            assert self.process.poll() is None, "the container did not start"
            assert time.monotonic() < deadline
            time.sleep(0.2)
        time.sleep(5)  # until its name spaces are its own
        return int(found[0])

    def run(self, *command: str, may_fail: bool = False, **environ: str) -> str:
        inside = ("nsenter", "-t", str(self.first), "-m", "-u", "-i", "-p", "-C", "-r", "-w")
        passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        said = {"PATH": "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/"} | passed
        pairs = [f"{name}={value}" for name, value in (said | environ).items()]
        whole = [*inside, "env", "-i", *pairs, *command]
        done = subprocess.run(whole, capture_output=True, text=True)
        assert may_fail or done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def stop(self) -> None:
        os.kill(self.first, signal.SIGRTMIN + 4)  # "power off", to systemd as process 1
        try:
            self.process.wait(120)
        except subprocess.TimeoutExpired:
            self.process.kill()


def has_unified_groups() -> bool:
    return Path("/sys/fs/cgroup/cgroup.controllers").exists()


def bare(suite: str, folder: Path) -> None:
    known = Path(os.environ.get("BARE_DEBIANS", "/nowhere")) / suite
    if known.is_dir():
        subprocess.run(["cp", "-a", known, folder], check=True)
    else:
        include = "--include=ca-certificates,dbus,systemd-sysv"
        subprocess.run(["debootstrap", include, suite, folder], check=True)
    for path in ("etc/pip.conf", "etc/ssl/certs/ca-certificates.crt"):  # of this machine's network
        if Path("/", path).exists():
            shutil.copy(Path("/", path), folder / path)


def unpack(folder: Path) -> None:
    folder.mkdir()
    archive = subprocess.check_output(["git", "archive", "HEAD"], cwd=ROOT)
    subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)


@pytest.fixture(params=["bookworm", "trixie"])
def server(request, tmp_path) -> Iterator[Server]:
    folder = tmp_path / "debian"
    bare(request.param, folder)
    unpack(folder / "srv" / "checkout")
    running = Server(folder)
    yield running
    running.stop()


def letters_of(sink):
    def letters(to: str) -> list[str]:
        mine = [each.message for each in sink.received if each.to == to]
        return [each.get_body(("plain",)).get_content() for each in mine]

    return letters


def test_a_bare_debian_does_the_main_job_and_is_bare_again(server, record_property):
    install = "/srv/checkout/bin/install"
    with mail_sink() as sink:
        mail = {"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}"}
        begun = time.monotonic()
        said = server.run(install, "--domain", NAME, "--no-certificate", **mail)
        record_property("seconds until it answers", round(time.monotonic() - begun))
        assert "✗" not in said
        assert "hub-manage createadmin" in said
        server.run("hub-manage", "seed")
        for language in ("en", "es"):
            before, after = walk(Reader("https://127.0.0.1", NAME), letters_of(sink), language)
            assert after == before + 1
    again = server.run(install, "--no-certificate")
    assert [line for line in again.splitlines() if line.startswith("  …")][1:] == []
    link = server.run("hub-manage", "createadmin", "nadia").split()[0]
    assert Reader("https://127.0.0.1", NAME).page(link.partition(NAME)[2])
    logs = server.run("sh", "-c", "cat /var/log/hub/*.log; journalctl --unit 'hub-*' --no-pager")
    assert "walker" not in logs
    assert "/en/" not in logs
    server.run(install, "--undo", "--with-data", NAME)
    left = server.run("sh", "-c", "ls -d /srv/hub /var/lib/hub /etc/hub", may_fail=True)
    assert left == ""
