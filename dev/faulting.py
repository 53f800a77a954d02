"""Accidents on purpose: runs the tests of accidents and writes docs/proof.md from what they saw."""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.table import Table

from dev.bootstrap import ROOT
from dev.catalogues import compile_catalogues
from dev.chromium import find_chromium
from dev.databases import copy_template, make_template, name_of
from dev.steps import console, step
from dev.with_servers import announced_servers

PROOF = ROOT / "docs" / "proof.md"
HEAD = """# What was broken on purpose, and what came of it

`bin/prove faults` breaks a running Hub (its own web server, workers, PostgreSQL, Valkey and a mail
server) and writes this page from what the tests saw; `--quick` runs the short ones and writes
nothing. A row that did not hold says so, and the command ends with 1. Commit {commit}, {day}.

| accident | what was seen | held | seconds |
|---|---|---|--:|
"""


@dataclass(frozen=True)
class Accident:
    name: str
    seen: str
    held: bool
    seconds: float

    @property
    def row(self) -> str:
        held = "yes" if self.held else "NO"
        return f"| {self.name} | {self.seen} | {held} | {self.seconds:.0f} |"


def prove_faults(arguments: list[str]) -> int:
    """`--quick` leaves out the slow ones; other arguments go to pytest."""
    is_quick = "--quick" in arguments
    rest = [argument for argument in arguments if argument != "--quick"]
    marks = "faults and not slow" if is_quick else "faults"
    with tempfile.TemporaryDirectory() as folder, announced_servers() as addresses:
        environ = os.environ | {"CHROMIUM": find_chromium() or ""} | addresses
        with step("catalogues"):
            compile_catalogues()
        with step("a database to copy"):
            make_template(environ)
            copy_template(f"test_{name_of(environ)}", environ)
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-n0", "--reuse-db", "-m", marks]
        command += ["-o", "junit_family=xunit1"]  # the one whose tests may say what they saw
        code = subprocess.call([*command, f"--junitxml={report}", *rest], cwd=ROOT, env=environ)
        accidents = list(read_report(report)) if report.exists() else []
    show(accidents)
    if not is_quick and not rest:
        PROOF.write_text(page(accidents))
    return 1 if code or not accidents else 0


def read_report(report: Path) -> Iterator[Accident]:
    """Those that said what they saw, and those that failed before they could."""
    for case in ET.parse(report).iter("testcase"):
        said = {each.get("name"): each.get("value") or "" for each in case.iter("property")}
        failed = case.find("failure") is not None or case.find("error") is not None
        if "accident" in said or failed:
            name = said.get("accident") or (case.get("name") or "").replace("_", " ")
            seconds = float(case.get("time") or 0)
            yield Accident(name, said.get("seen", "the test failed"), not failed, seconds)


def page(accidents: list[Accident]) -> str:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True).stdout.strip()
    head = HEAD.format(commit=commit or "unknown", day=f"{datetime.now(UTC):%Y-%m-%d}")
    return head + "\n".join(accident.row for accident in accidents) + "\n"


def show(accidents: list[Accident]) -> None:
    table = Table("Accident", "Seen", "Held", "Seconds")
    for each in accidents:
        table.add_row(each.name, each.seen, "yes" if each.held else "NO", f"{each.seconds:.0f}")
    console.print(table)
