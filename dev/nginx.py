"""The proxy for the tests of deploy/nginx.conf: found, or installed where nobody would notice."""

import os
import shutil
import subprocess
from pathlib import Path

from dev.steps import step

PLACES = ("nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx")
INSTALL = ("update", "install --yes --no-install-recommends nginx-light")


def find_nginx() -> str | None:
    named = os.environ.get("NGINX")
    if named:
        return shutil.which(named)
    found = (shutil.which(place) for place in PLACES)
    return next((path for path in found if path), None)


def nginx() -> str:
    """Its path; empty where it is not there: the tests of the proxy say that they are left out.

    Debian starts a server with the package: it is installed only where systemd does not run.
    """
    with step("nginx") as this:
        path = find_nginx() or install()
        this.note = path or "not here: the tests of deploy/nginx.conf are left out"
    return path or ""


def install() -> str | None:
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() or os.environ.get("NGINX") or Path("/run/systemd/system").exists():
        return None
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in INSTALL:
        command = [apt, "--quiet=2", *arguments.split()]
        subprocess.run(command, env=quiet, capture_output=True, stdin=subprocess.DEVNULL)
    return find_nginx()
