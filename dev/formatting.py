"""bin/format: Python by ruff, templates by djade; imports in order."""

import subprocess
import sys
from pathlib import Path

from dev.bootstrap import ROOT

DJANGO = "5.2"


def templates() -> list[str]:
    """Not the .txt ones: in a plain mail each line break is the reader's."""
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))


def main() -> int:
    commands = (
        ("ruff", "check", "--select", "I", "--fix", "--quiet", "."),
        ("ruff", "format", "--quiet", "."),
        ("djade", "--target-version", DJANGO, *templates()),
    )
    return max(run(command) for command in commands)


def run(command: tuple[str, ...]) -> int:
    program = Path(sys.executable).parent / command[0]
    return subprocess.run([program, *command[1:]]).returncode


if __name__ == "__main__":
    # djade answers 1 when it has changed something; only ruff can fail here.
    main()
