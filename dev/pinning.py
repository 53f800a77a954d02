"""Sees that the compiled requirements answer to what was asked, and name no server and no path.

python -m dev.pinning
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dev.bootstrap import ROOT

PAIRS = (
    ("requirements.in", "requirements.txt"),
    ("requirements.in", "requirements-dev.txt"),
    ("requirements-dev.in", "requirements-dev.txt"),
)
# Indexes, links, editable installs: where a package comes from is each machine's own business.
FOREIGN = re.compile(r"^\s*(?:-[a-z]|--(?!hash=)|.*(?:://|\bfile:|@\s))", re.MULTILINE)


def main() -> int:
    problems = [problem for pair in PAIRS for problem in unanswered(*pair)]
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        problems += [f"{name}: {match[0].strip()}" for match in FOREIGN.finditer(text)]
    print("\n".join(problems))
    return 1 if problems else 0


def unanswered(asked: str, compiled: str) -> Iterator[str]:
    pins = pinned(ROOT / compiled)
    for requirement in wanted(ROOT / asked):
        versions = pins.get(canonicalize_name(requirement.name), [])
        if not any(version in requirement.specifier for version in versions):
            yield f"{compiled}: no pin answers to “{requirement}” in {asked}; compile it again"


def wanted(file: Path) -> Iterator[Requirement]:
    for line in file.read_text().splitlines():
        if line.strip() and not line.startswith(("#", "-")):
            yield Requirement(line)


def pinned(file: Path) -> dict[str, list[str]]:
    """Versions by name: a package may be pinned once for each kind of platform."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", file.read_text(), re.MULTILINE):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


if __name__ == "__main__":
    sys.exit(main())
