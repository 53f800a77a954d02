"""Makes the environment and hands over to the command. Standard library only: nothing is there yet.

The environment lives in `.run/venv` and is filled from requirements-dev.txt, hashes required, again
whenever that file changes. uv does the filling because it is ten times faster than pip; where uv
cannot (a mirror that only pip is told about, say), pip does.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements-dev.txt"
STAMP = "hub-packages"
MODULES = {
    "run": "dev.run",
    "test": "dev.testing",
    "bench": "dev.benching",
    "lint": "dev.linting",
    "format": "dev.formatting",
    "messages": "dev.messages",
    "prove": "dev.proving",
    "screenshots": "dev.screenshots",
}


def main(name: str, arguments: list[str]) -> None:
    data = data_folder()
    folder = data / "venv"
    try:
        make_private(data)
        with open(data / "venv.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            ensure_environment(folder)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"Hub could not make its environment in {folder}: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
    hand_over(name, arguments, data)


def data_folder() -> Path:
    """Everything that Hub makes on this machine; HUB_DATA moves it."""
    return Path(os.environ.get("HUB_DATA") or ROOT / ".run").absolute()


def make_private(data: Path) -> None:
    """Nobody lists the folder; the database server, which may run as another account, passes."""
    if not data.exists():
        data.mkdir(parents=True)
        data.chmod(0o711)


def ensure_environment(folder: Path) -> None:
    stamp = folder / STAMP
    wanted = f"{hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()} {folder}\n"
    if stamp.exists() and stamp.read_text() == wanted and runs(folder):
        return
    if not (runs(folder) and folder_of(stamp) == str(folder)):
        step("environment", lambda: make_environment(folder, stamp))
    step("packages", lambda: fill(folder))
    stamp.write_text(wanted)


def packages_mark() -> bytes:
    """What the environment of this Python was filled from; nothing for one made by hand."""
    stamp = Path(sys.prefix) / STAMP
    return stamp.read_bytes() if stamp.exists() else b""


def folder_of(stamp: Path) -> str:
    """Where the environment was made: one that was copied or moved cannot be mended."""
    return stamp.read_text().partition(" ")[2].strip() if stamp.exists() else ""


def runs(folder: Path) -> bool:
    """The link to the Python that made it still leads somewhere."""
    return (folder / "bin" / "python").exists()


def make_environment(folder: Path, stamp: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    stamp.write_text(f"none {folder}\n")


def fill(folder: Path) -> None:
    """Exactly what requirements-dev.txt names; compiled, which saves a second at every start."""
    python = str(folder / "bin" / "python")
    pip = [python, "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
    own = folder / "uv.txt"
    own.write_text(pinned("uv"))
    run([*pip, "--require-hashes", "-r", str(own)])
    options = ["--compile-bytecode", "--require-hashes", "--system-certs", "--python", python]
    try:
        run([python, "-m", "uv", "--quiet", "pip", "sync", *options, str(REQUIREMENTS)])
    except subprocess.CalledProcessError:
        run([*pip, "--require-hashes", "-r", str(REQUIREMENTS)])


def pinned(name: str) -> str:
    """The lines of requirements-dev.txt that pin one package, with its hashes."""
    block = rf"^{name}==.*\n(?:^ +--hash=.*\n)+"
    found = re.search(block, REQUIREMENTS.read_text(), re.MULTILINE)
    if found is None:
        raise OSError(f"{REQUIREMENTS.name} does not pin {name}")
    return found[0].rstrip().rstrip("\\") + "\n"


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def step(name: str, deed: Callable[[], None]) -> None:
    start = time.monotonic()
    print(f"  … {name}", end="\r" if sys.stdout.isatty() else "\n", flush=True)
    deed()
    print(f"  ✓ {name:<24}{time.monotonic() - start:6.1f} s", flush=True)


def hand_over(name: str, arguments: list[str], data: Path) -> None:
    """Becomes the command: one process, so that signals arrive where they are handled."""
    programs = data / "venv" / "bin"
    path = os.environ.get("PATH", os.defpath)
    environ = os.environ | {
        "HUB_DATA": str(data),
        "PATH": f"{programs}{os.pathsep}{path}",
        "PYTHONUNBUFFERED": "1",
        "VIRTUAL_ENV": str(programs.parent),
    }
    if name == "run":
        # Inherited by every process that bin/run starts: how a later start knows them as its own.
        environ["HUB_SUPERVISED"] = str(data)
    os.chdir(ROOT)
    os.execve(
        programs / "python", [str(programs / "python"), "-m", MODULES[name], *arguments], environ
    )


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    main(sys.argv[1], sys.argv[2:])
