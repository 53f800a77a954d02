"""One mutant: a patch that breaks a promise, and the test that has to notice.

Before its diff a patch says `# breaks: promise 2, …` and, once or more, `# must-fail: path::test`.
"""

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from dev.catalogues import compile_catalogues
from dev.steps import Refusal

RUN_SECONDS = 600
SOME_FAILED = 1


@dataclass(frozen=True)
class Mutant:
    patch: Path
    breaks: str
    must_fail: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.patch.stem

    @property
    def touches_migrations(self) -> bool:
        return bool(re.search(r"^\+\+\+ .*/migrations/", self.patch.read_text(), re.MULTILINE))


def read_mutant(patch: Path) -> Mutant:
    head = patch.read_text().partition("\n--- ")[0]
    breaks = re.search(r"^# breaks: (.+)$", head, re.MULTILINE)
    tests = re.findall(r"^# must-fail: (\S+)$", head, re.MULTILINE)
    if not breaks or not tests:
        raise Refusal(f"{patch.name} says not what it breaks, or not which test must fail.")
    return Mutant(patch, breaks[1], tuple(tests))


def copy_tree(root: Path, target: Path) -> None:
    """What git knows or would take: the tree as it stands, without what this machine made."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=root,
        capture_output=True,
    )
    if listed.returncode != 0:
        raise Refusal(f"git cannot list the project's files: {listed.stderr.decode().strip()}")
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (root / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, target / name)
    compile_catalogues(target / "locale")


def applies(mutant: Mutant, tree: Path) -> bool:
    """The ceiling keeps git from taking the tree for part of a repository around it."""
    command = ["git", "apply", "--whitespace=nowarn", str(mutant.patch)]
    ceiling = {"GIT_CEILING_DIRECTORIES": str(tree.parent), "PATH": search_path()}
    return subprocess.run(command, cwd=tree, env=ceiling, capture_output=True).returncode == 0


def search_path() -> str:
    git = shutil.which("git")
    if git is None:
        raise Refusal("bin/prove needs git.")
    return str(Path(git).parent)


def run_tests(tests: tuple[str, ...], tree: Path, environ: dict[str, str], *options: str) -> int:
    """pytest's exit code; its log and its report lie in the tree."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", *options]
    with open(tree / "pytest.log", "wb") as log:
        done = subprocess.run(
            [*command, f"--junitxml={tree / 'report.xml'}", *tests],
            cwd=tree,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            timeout=RUN_SECONDS,
        )
    return done.returncode


def verdict(mutant: Mutant, code: int, tree: Path) -> str:
    """“killed” is the good word. A test that could not even begin has noticed nothing."""
    if code == 0:
        return "SURVIVED"
    if code != SOME_FAILED:
        return f"pytest ended with {code}"
    failed = failures(tree / "report.xml")
    asleep = [test for test in mutant.must_fail if place(test) not in failed]
    return f"unnoticed by {asleep[0]}" if asleep else "killed"


def failures(report: Path) -> set[tuple[str, str]]:
    """Module and name of each test whose assertions failed; broken fixtures do not count."""
    cases = ET.parse(report).iter("testcase")
    failed = (case for case in cases if case.find("failure") is not None)
    return {(case.get("classname", ""), bare(case.get("name", ""))) for case in failed}


def place(test: str) -> tuple[str, str]:
    path, *names = test.split("::")
    module = path.removesuffix(".py").replace("/", ".")
    return ".".join([module, *names[:-1]]), bare(names[-1])


def bare(name: str) -> str:
    return name.partition("[")[0]
