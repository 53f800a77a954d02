"""Accidents on purpose: runs the tests of accidents and writes docs/proof.md from what they saw.

bin/prove faults                all of them, and the tests of every threat
bin/prove faults --quick        the short ones; nothing is written
bin/prove faults threats        the tests of every threat alone
bin/prove faults tests/x.py     these tests; their rows are written anew
"""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.table import Table

from dev.bootstrap import ROOT
from dev.catalogues import compile_catalogues
from dev.chromium import find_chromium
from dev.databases import copy_template, make_template, name_of
from dev.nginx import find_nginx
from dev.proof import NO_FIGURE, Accident, Threat, read_proof
from dev.steps import console, step
from dev.threats import threats
from dev.with_servers import announced_servers

PROOF = ROOT / "docs" / "proof.md"
FIGURES = ("lost", "doubled", "unknown")
HELD, NOT_HELD, NOT_RUN = "yes", "NO", "not run"


@dataclass(frozen=True)
class Case:
    """What one test came to, and what it said."""

    file: str
    name: str
    state: str
    seconds: float
    said: dict[str, str]

    @property
    def test(self) -> str:
        """Without its parameters, of which all have to hold."""
        return f"{self.file}::{self.name.partition('[')[0]}"

    def accident(self, seen: str) -> Accident:
        name = self.said.get("accident") or self.name.replace("_", " ")
        told = {NOT_HELD: "the test failed", NOT_RUN: "not run on this machine"}.get(self.state)
        numbers = [NO_FIGURE if told else self.said.get(each, NO_FIGURE) for each in FIGURES]
        said, test = told or self.said.get("seen", ""), f"`{self.file}::{self.name}`"
        lost, doubled, unknown = numbers
        took = f"{self.seconds:.0f}"
        return Accident(name, said, lost, doubled, unknown, self.state, took, seen, test)


def prove_faults(arguments: list[str]) -> int:
    is_quick, only_threats = "--quick" in arguments, "threats" in arguments
    rest = [argument for argument in arguments if argument not in {"--quick", "threats"}]
    rows: list[Accident | Threat] = []
    with announced_servers() as addresses, stacks() as folder:
        environ = os.environ | browser_and_proxy() | addresses | folder
        with step("catalogues"):
            compile_catalogues()
        with step("a database to copy"):
            make_template(environ)
        if not only_threats:
            marks = "faults and not slow" if is_quick else "faults"
            rows += prove_accidents(run(["-m", marks, *rest], environ), is_written=not is_quick)
        if only_threats or not (is_quick or rest):
            rows += prove_threats(run(all_tests(), environ))
    return 0 if rows and all(row.held != NOT_HELD for row in rows) else 1


@contextmanager
def stacks() -> Iterator[dict[str, str]]:
    """Where tests/stack.py makes a newsroom once, and copies it for each stack."""
    with tempfile.TemporaryDirectory(prefix="hub-stacks-") as folder:
        Path(folder).chmod(0o711)
        yield {"HUB_STACKS": os.environ.get("HUB_STACKS", folder)}


def prove_accidents(cases: list[Case], *, is_written: bool) -> list[Accident]:
    """Those that said what they saw, and those that failed before they could."""
    seen = moment()
    told = [case for case in cases if "accident" in case.said or case.state != HELD]
    accidents = [case.accident(seen) for case in told]
    show(accidents)
    if is_written:
        PROOF.write_text(read_proof(PROOF).with_accidents(accidents).text(), encoding="utf-8")
    return accidents


def prove_threats(cases: list[Case]) -> list[Threat]:
    rows = list(judged(cases, moment()))
    PROOF.write_text(read_proof(PROOF).with_threats(rows).text(), encoding="utf-8")
    return rows


def run(options: list[str], environ: dict[str, str]) -> list[Case]:
    """pytest with these, on a database that no test has touched."""
    copy_template(f"test_{name_of(environ)}", environ)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-n0", "--reuse-db"]
        command += ["-o", "junit_family=xunit1"]  # the one whose tests may say what they saw
        subprocess.call([*command, f"--junitxml={report}", *options], cwd=ROOT, env=environ)
        return list(read_report(report)) if report.exists() else []


def read_report(report: Path) -> Iterator[Case]:
    for case in ET.parse(report).iter("testcase"):
        said = {each.get("name", ""): each.get("value") or "" for each in case.iter("property")}
        failed = case.find("failure") is not None or case.find("error") is not None
        skipped = case.find("skipped") is not None
        state = NOT_HELD if failed else NOT_RUN if skipped else HELD
        file = case.get("file") or (case.get("classname") or "").replace(".", "/") + ".py"
        yield Case(file, case.get("name") or "", state, float(case.get("time") or 0), said)


def all_tests() -> list[str]:
    return sorted({test for tests in threats().values() for test in tests})


def judged(cases: list[Case], seen: str) -> Iterator[Threat]:
    """A test that did not run holds nothing off."""
    for name, tests in threats().items():
        mine = [case for case in cases if case.test in tests]
        failed = sum(case.state != HELD for case in mine)
        missing = set(tests) - {case.test for case in mine}
        shown = ", ".join(f"`{test}`" for test in tests)
        yield Threat(name, shown, str(failed), NOT_HELD if missing or failed else HELD, seen)


def moment() -> str:
    """The day and the commit."""
    asked = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True).stdout.strip()
    return f"{datetime.now(UTC):%Y-%m-%d} {commit or 'unknown'}"


def browser_and_proxy() -> dict[str, str]:
    return {"CHROMIUM": find_chromium() or "", "NGINX": find_nginx() or ""}


def show(accidents: list[Accident]) -> None:
    table = Table("Accident", "Seen", "Lost", "Doubled", "Unknown", "Held", "Seconds")
    for each in accidents:
        figures = (each.lost, each.doubled, each.unknown)
        table.add_row(each.name, each.told, *figures, each.held, each.seconds)
    console.print(table)
