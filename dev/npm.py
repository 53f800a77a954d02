"""Tools that live on npm: fetched once into `.run/npm`, at the version that was tried."""

import os
import shutil
import subprocess
from pathlib import Path

from dev.bootstrap import ROOT
from dev.steps import Refusal, step

SECONDS = 300


def npm_package(name: str, version: str) -> Path:
    """Its folder, with what it needs beside it. Raises Refusal where npm is not there."""
    data = Path(os.environ.get("HUB_DATA") or ROOT / ".run")
    folder = data / "npm" / f"{name}-{version}"
    found = folder / "node_modules" / name
    if not found.is_dir():
        with step(f"{name} {version}"):
            _install(folder, f"{name}@{version}")
    return found


def _install(folder: Path, what: str) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise Refusal(f"{what} comes with npm: install Node.js (on Debian: apt-get install npm).")
    folder.mkdir(parents=True, exist_ok=True)
    options = ["--no-audit", "--no-fund", "--no-save", "--ignore-scripts", f"--prefix={folder}"]
    done = subprocess.run(
        [npm, "install", *options, what], capture_output=True, text=True, timeout=SECONDS
    )
    if done.returncode:
        shutil.rmtree(folder)
        raise Refusal(f"npm could not install {what}:\n{done.stderr.strip()}")
