"""bin/prove: breaks promises on purpose and sees which test notices, or what readers lose.

    bin/prove mutants [NAME…]       every patch in tests/mutants: the tests that it names must fail
    bin/prove faults [--quick]      kills, floods and cuts off a running Hub; writes docs/proof.md
    bin/prove supply [FILE]         what Hub is made of, and whether a weakness of it is known

Exits 1 if a mutant survives or no longer applies, if something was lost or doubled, or if a
weakness is known; 2 if nobody could say.
"""

import os
import queue
import shutil
import sys
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from dev.bootstrap import ROOT
from dev.chromium import find_chromium
from dev.databases import address_of, copy_template, make_template
from dev.faulting import prove_faults
from dev.mutants import (
    Mutant,
    applies,
    copy_tree,
    read_mutant,
    run_tests,
    verdict,
)
from dev.steps import Refusal, console, end_on_signals, refuse, step
from dev.supplying import prove_supply
from dev.with_servers import announced_servers

AT_ONCE = 2


@dataclass(frozen=True)
class Result:
    mutant: Mutant
    verdict: str
    seconds: float


class Bench:
    """Trees and databases in which mutants are tried, a pair for each that runs at a time."""

    def __init__(self, environ: dict[str, str], folder: Path) -> None:
        self.environ = environ
        self.folder = folder
        self.slots: queue.SimpleQueue[int] = queue.SimpleQueue()
        for slot in range(AT_ONCE):
            self.slots.put(slot)

    def environ_of(self, database: str, slot: int = 0) -> dict[str, str]:
        """tests/settings.py gives each worker of that name a broker database of its own."""
        return address_of(database, self.environ) | {
            "PYTEST_XDIST_WORKER": f"gw{slot}",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def check_sound(self, mutants: list[Mutant]) -> None:
        """A test that fails without the mutant proves nothing about it."""
        tests = tuple(sorted({test for mutant in mutants for test in mutant.must_fail}))
        copy_template("test_hub_sound", self.environ)
        tree = self.folder / "sound"
        if run_tests(tests, tree, self.environ_of("hub_sound"), "--reuse-db"):
            log = (tree / "pytest.log").read_text(errors="replace")
            raise Refusal(f"The named tests fail without any mutant:\n{log[-3000:]}")

    def try_out(self, mutant: Mutant) -> Result:
        slot = self.slots.get()
        begun = time.monotonic()
        tree = self.folder / mutant.name
        try:
            shutil.copytree(self.folder / "sound", tree)
            said = self.verdict_in(tree, mutant, slot)
            return Result(mutant, said, time.monotonic() - begun)
        finally:
            shutil.rmtree(tree, ignore_errors=True)
            self.slots.put(slot)

    def verdict_in(self, tree: Path, mutant: Mutant, slot: int) -> str:
        if not applies(mutant, tree):
            return "no longer applies"
        database = f"hub_mutant_{slot}"
        option = "--create-db" if mutant.touches_migrations else "--reuse-db"
        if not mutant.touches_migrations:
            copy_template(f"test_{database}", self.environ)
        code = run_tests(mutant.must_fail, tree, self.environ_of(database, slot), option)
        return verdict(mutant, code, tree)


def main(arguments: list[str]) -> int:
    if arguments[:1] not in (["mutants"], ["faults"], ["supply"]):
        print(__doc__)
        return 0 if not arguments else 2
    end_on_signals()
    try:
        if arguments[0] == "faults":
            return prove_faults(arguments[1:])
        if arguments[0] == "supply":
            return prove_supply(arguments[1:])
        mutants = chosen(arguments[1:])
        with announced_servers() as addresses, tempfile.TemporaryDirectory() as folder:
            browser = {"CHROMIUM": find_chromium() or ""}
            results = try_all(mutants, Bench(os.environ | addresses | browser, Path(folder)))
    except Refusal as refusal:
        return refuse(refusal)
    show(results)
    return 0 if all(result.verdict == "killed" for result in results) else 1


def chosen(names: list[str]) -> list[Mutant]:
    patches = sorted((ROOT / "tests" / "mutants").glob("*.patch"))
    found = [read_mutant(patch) for patch in patches if not names or patch.stem in names]
    if not found:
        raise Refusal("No such mutant in tests/mutants.")
    return found


def try_all(mutants: list[Mutant], bench: Bench) -> list[Result]:
    with step("a database to copy"):
        make_template(bench.environ)
        copy_tree(ROOT, bench.folder / "sound")
    with step("the same tests, unharmed"):
        bench.check_sound(mutants)
    results = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        jobs: list[Future[Result]] = [pool.submit(bench.try_out, mutant) for mutant in mutants]
        try:
            for count, job in enumerate(as_completed(jobs), start=1):
                result = job.result()
                results.append(result)
                told = f"{result.mutant.name}: {result.verdict}"
                console.print(f"  {count:>3} of {len(jobs)}  {told}")
        except BaseException:
            pool.shutdown(cancel_futures=True)  # on Ctrl-C those that have not begun never do
            raise
    return sorted(results, key=lambda result: result.mutant.name)


def show(results: list[Result]) -> None:
    table = Table("Mutant", "Breaks", "Verdict", "Seconds")
    for result in results:
        colour = "green" if result.verdict == "killed" else "red"
        said = f"[{colour}]{result.verdict}[/]"
        table.add_row(result.mutant.name, result.mutant.breaks, said, f"{result.seconds:.0f}")
    console.print(table)
    killed = sum(result.verdict == "killed" for result in results)
    console.print(f"{killed} of {len(results)} mutants killed")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
