"""Writes a version where it stands: `python -m dev.releasing 0.2.0`, or `0.3.0.dev0` to go on with.

A release takes what CHANGELOG.md lists as unreleased. How one is made: docs/upgrading.md.
"""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from dev.bootstrap import ROOT
from dev.steps import Refusal, console, refuse
from hub.version import VERSION

SHAPE = re.compile(r"(\d+)\.(\d+)\.(\d+)(\.dev0)?")
UNRELEASED = "## Unreleased\n"
PLACES = {
    "pyproject.toml": 'version = "{}"',
    "hub/version.py": 'VERSION = "{}"',
}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        write(arguments[0], ROOT, VERSION)
    except Refusal as refusal:
        return refuse(refusal)
    console.print(f"Hub {arguments[0]}. Look at it with git diff, then commit it.")
    return 0


def write(version: str, root: Path, before: str) -> None:
    """Raises Refusal for a version that is no later one, or that nothing is to be told of."""
    if order(version) <= order(before):
        raise Refusal(f"{version} is not later than {before}.")
    if not version.endswith(".dev0"):
        changes = root / "CHANGELOG.md"
        changes.write_text(released(changes.read_text(encoding="utf-8"), version), encoding="utf-8")
    for name, line in PLACES.items():
        file = root / name
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(line.format(before), line.format(version)), encoding="utf-8")


def order(version: str) -> tuple[int, int, int, bool]:
    """What is on its way to a release comes before it."""
    found = SHAPE.fullmatch(version)
    if found is None:
        raise Refusal(f"“{version}” is no version such as 1.2.0 or 1.2.0.dev0.")
    major, minor, patch = (int(each) for each in found.group(1, 2, 3))
    return major, minor, patch, found[4] is None


def released(changes: str, version: str) -> str:
    """The list of changes with a new empty head above what is released today."""
    told = changes.partition(UNRELEASED)[2].partition("\n## ")[0]
    if not told.strip():
        raise Refusal("CHANGELOG.md tells of nothing that is unreleased.")
    today = datetime.now(UTC).date().isoformat()
    return changes.replace(UNRELEASED, f"{UNRELEASED}\n## {version} - {today}\n", 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
