"""Proxying: Debian's nginx with `deploy/nginx.conf`, in which only places and names are exchanged.

Debian's own `/etc/nginx/nginx.conf` stays as it is: the unit is told to read ours.
"""

import os
import re

from installing.environments import settings_in
from installing.machines import CommandFailed, Machine
from installing.placing import Place, is_right, put, take_away
from installing.speaking import ROOT
from installing.speaking import gettext as _
from installing.stepping import Step

PATH, TLS = "/etc/hub/nginx.conf", "/etc/hub/tls"
PAIR = ("fullchain.pem", "privkey.pem")
DROP_IN = "/etc/systemd/system/nginx.service.d/hub.conf"
HTTP2_ON = (1, 25, 1)  # before it, `http2` stands beside `listen`
CALL = f"/usr/sbin/nginx -c {PATH} -g 'daemon on; master_process on;'"
UNIT = f"""\
[Service]
ExecStartPre=
ExecStartPre={CALL} -t -q
ExecStart=
ExecStart={CALL}
ExecReload=
ExecReload={CALL} -s reload
"""
ROTATION = """\
# Lines without an address and without a path; they go after a week.
/var/log/hub/*.log {
    daily
    rotate 7
    missingok
    notifempty
    compress
    delaycompress
    create 0640 www-data adm
    sharedscripts
    postrotate
        [ ! -f /run/nginx.pid ] || kill -USR1 "$(cat /run/nginx.pid)"
    endscript
}
"""
JOURNAL = """\
[Journal]
SystemMaxUse=200M
MaxRetentionSec=2week
"""
DOCKERS = "    # Docker's own name server: a web container that was made anew has a new address.\n"
PLAIN = """\
        # The proof for the authority that makes the certificate; everything else goes to TLS.
        location /.well-known/acme-challenge/ {
            root /var/lib/hub/acme;
        }
        location / {
            return 301 https://$host$request_uri;
        }
"""


class Unfit(CommandFailed):
    """`deploy/nginx.conf` has changed, and this module was not told."""


def exchanges(*, key: str, has_http2_on: bool, has_ipv6: bool) -> dict[str, str]:
    """Ours, and what stands there on this server."""
    tls = " ssl" if has_http2_on else " ssl http2"
    return {
        "worker_processes auto;\n": (
            "user www-data;\npid /run/nginx.pid;\nworker_processes auto;\n"
        ),
        "error_log /dev/stderr crit;": "error_log /var/log/hub/nginx.log crit;",
        "access_log /dev/stdout counts;": "access_log /var/log/hub/counts.log counts;",
        DOCKERS: "",
        "    resolver 127.0.0.11 valid=5s;\n": "",
        "        zone hub 64k;\n": "",
        "server web:8000 resolve;": "server 127.0.0.1:8000;",
        "        listen 80 default_server;\n": listen("80", "", has_ipv6=has_ipv6),
        "        return 301 https://$host$request_uri;\n": PLAIN,
        "        listen 443 ssl default_server;\n": listen("443", tls, has_ipv6=has_ipv6),
        "        http2 on;\n": "        http2 on;\n" if has_http2_on else "",
        "/etc/nginx/tls/": f"{TLS}/",
        "root /etc/nginx/pages;": "root /srv/hub/current/deploy/pages;",
        "${PROXY_REFRESH_KEY}": key,
    }


def listen(port: str, how: str, *, has_ipv6: bool) -> str:
    text = f"        listen {port}{how} default_server;\n"
    if has_ipv6:
        text += f"        listen [::]:{port}{how} default_server;\n"
    return text


def exchanged(text: str, table: dict[str, str]) -> str:
    """Each of them must find its place. Raises Unfit."""
    for ours, theirs in table.items():
        if ours not in text:
            raise Unfit(f"deploy/nginx.conf: {ours.strip()}")
        text = text.replace(ours, theirs)
    return text


def has_http2_on(machine: Machine) -> bool:
    done = machine.run("dpkg-query", "--show", "--showformat=${Version}", "nginx")
    numbers = tuple(int(each) for each in re.findall(r"\d+", done)[:3])
    return numbers >= HTTP2_ON


class Proxy(Step):
    def title(self) -> str:
        return _("nginx in front: TLS, a small cache, and no address in any log")

    def places(self) -> list[Place]:
        table = exchanges(
            key=settings_in(self.machine).get("PROXY_REFRESH_KEY", ""),
            has_http2_on=has_http2_on(self.machine),
            has_ipv6=self.machine.at("/proc/net/if_inet6").exists(),
        )
        shipped = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
        return [
            Place(TLS, 0o700),
            Place(PATH, 0o400, text=exchanged(shipped, table)),
            Place(DROP_IN, 0o644, text=UNIT),
            Place("/etc/logrotate.d/hub", 0o644, text=ROTATION),
            Place("/etc/systemd/journald.conf.d/hub.conf", 0o644, text=JOURNAL),
        ]

    def is_done(self) -> bool:
        try:
            is_ours = all(is_right(self.machine, each) for each in self.places())
        except CommandFailed:
            return False
        return is_ours and has_pair(self.machine) and not self.is_waiting()

    def is_waiting(self) -> bool:
        """It could run, and does not."""
        active = ("systemctl", "is-active", "--quiet", "nginx")
        return self.machine.has_systemd and not self.machine.says_yes(*active)

    def do(self) -> None:
        for each in self.places():
            put(self.machine, each)
        if not has_pair(self.machine):
            self.sign_ourselves()
        self.machine.run("nginx", "-t", "-q", "-c", PATH)
        if self.machine.has_systemd:
            self.machine.run("systemctl", "daemon-reload")
            self.machine.run("systemctl", "enable", "--quiet", "nginx")
            self.machine.run("systemctl", "restart", "nginx", "systemd-journald")

    def sign_ourselves(self) -> None:
        """One that no browser believes, so that nginx has a certificate until the real one."""
        domain = self.answers.domain
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
        name = ("-subj", f"/CN={domain}", "-addext", f"subjectAltName=DNS:{domain}")
        own = [f"{TLS}/own-{each}" for each in PAIR]
        files = ("-out", own[0], "-keyout", own[1], "-days", "3650")
        self.machine.run("openssl", "req", "-x509", *key, *name, *files)
        self.machine.at(own[1]).chmod(0o400)
        lead_to(self.machine, own)

    def undo(self, *, is_for_good: bool) -> str:
        paths = (PATH, DROP_IN, "/etc/logrotate.d/hub", "/etc/systemd/journald.conf.d/hub.conf")
        for path in paths:
            take_away(self.machine, path)
        if self.machine.has_systemd:
            self.machine.run("systemctl", "daemon-reload")
            self.machine.run("systemctl", "restart", "nginx")
        return _("Debian's own configuration is back")


def has_pair(machine: Machine) -> bool:
    links = [machine.at(f"{TLS}/{name}") for name in PAIR]
    return all(each.is_symlink() and machine.at(os.readlink(each)).exists() for each in links)


def lead_to(machine: Machine, pair: list[str]) -> None:
    """nginx reads links, so that another pair takes the place of this one without an edit."""
    for name, target in zip(PAIR, pair, strict=True):
        unfinished = machine.at(f"{TLS}/.{name}")
        unfinished.unlink(missing_ok=True)
        os.symlink(target, unfinished)
        unfinished.replace(machine.at(f"{TLS}/{name}"))
