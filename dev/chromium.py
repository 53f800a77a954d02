"""The browser for the browser tests: found, or installed where the system's package manager may."""

import os
import shutil
import subprocess

from dev.steps import Refusal, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
INSTALL = ("update", "install --yes --no-install-recommends chromium fonts-liberation")


def find_chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    found = (shutil.which(name) for name in (*NAMES, *PLACES))
    return next((path for path in found if path), None)


def chromium() -> str:
    """Its path. Never none: browser tests that are left out in silence prove nothing."""
    with step("Chromium") as this:
        path = find_chromium() or install()
        this.note = path
    return path


def install() -> str:
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0 and not os.environ.get("CHROMIUM"):
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for arguments in INSTALL:
            command = [apt, "--quiet=2", *arguments.split()]
            done = subprocess.run(command, env=quiet, capture_output=True, stdin=subprocess.DEVNULL)
        path = find_chromium()
        if path:
            return path
        raise Refusal(f"apt-get could not install Chromium:\n{done.stderr.decode().strip()}")
    raise Refusal(
        "The browser tests need Chromium: install it (on Debian: apt-get install chromium), or "
        "name one in CHROMIUM."
    )
