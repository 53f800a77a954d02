"""bin/prove supply: what Hub is made of, and whether a weakness of it is known.

    bin/prove supply [FILE]     writes a CycloneDX bill of materials to FILE (.run/sbom.json)

Exits 1 if a weakness is known or the bill is not whole, 2 if no source of advisories answered: then
nothing is known, which is not the same as no weakness.
"""

import json
import subprocess
import sys
from pathlib import Path

from dev.bootstrap import ROOT, data_folder
from dev.pinning import pinned
from dev.steps import console

PROGRAMS = Path(sys.executable).parent
LOCKS = ("requirements.txt", "requirements-dev.txt")
SERVED = LOCKS[0]
AUDIT = ("pip-audit", "--strict", "--disable-pip", "--require-hashes", "--progress-spinner=off")
SAFE, WEAK, UNKNOWN = 0, 1, 2
SAID = {
    SAFE: "[green]✓[/] no weakness is known",
    WEAK: "[red]✗[/] weaknesses are known",
    UNKNOWN: "[yellow]![/] no source of advisories answered: nothing is known",
}


def prove_supply(arguments: list[str]) -> int:
    file = Path(arguments[0]) if arguments else data_folder() / "sbom.json"
    missing = write_bill(file)
    console.print(f"  {len(components(file))} packages are served; the bill of materials: {file}")
    for name in missing:
        console.print(f"  [red]✗[/] {name} is not in the bill")
    worst = WEAK if missing else SAFE
    for lock in LOCKS:
        code, said = audit(lock)
        console.print(f"  {lock}: {SAID[code]}")
        if code:
            console.print(said, markup=False)
        worst = WEAK if WEAK in (code, worst) else max(code, worst)
    return worst


def write_bill(file: Path) -> list[str]:
    """Of what a server installs; returns the pinned packages that it does not name."""
    file.parent.mkdir(parents=True, exist_ok=True)
    options = ("requirements", "--output-reproducible", "--output-format", "JSON")
    program, to = str(PROGRAMS / "cyclonedx-py"), str(file.absolute())
    command = [program, *options, SERVED, "--output-file", to]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return sorted(set(pinned(ROOT / SERVED)) - components(file))


def components(file: Path) -> set[str]:
    return {each["name"] for each in json.loads(file.read_text())["components"]}


def audit(lock: str, *options: str) -> tuple[int, str]:
    """One of SAFE, WEAK and UNKNOWN, and what the auditor said."""
    command = [str(PROGRAMS / AUDIT[0]), *AUDIT[1:], *options, "--format=json", "-r", lock]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return verdict(done.returncode, done.stdout), done.stdout + done.stderr


def verdict(code: int, report: str) -> int:
    """It exits 1 for a weakness, for a source that is away and for a package unknown there."""
    try:
        packages = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return UNKNOWN
    if any(package.get("vulns") for package in packages):
        return WEAK
    is_whole = bool(packages) and all("skip_reason" not in package for package in packages)
    return SAFE if code == 0 and is_whole else UNKNOWN
