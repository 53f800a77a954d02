"""Runs the benchmarks that bin/bench is asked for, one after the other, and tells the figures."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict
from functools import partial

from django.db import connection
from django.utils import timezone

from bench import fanout
from bench.bundle import bundle
from bench.lighthouse import lighthouse
from bench.measuring import Benchmark, Cost, Figure, WrongAnswer
from bench.parity import parity
from bench.reading import reading
from bench.scale import MILLION
from bench.searching import searching
from bench.surge import surge
from dev.bootstrap import ROOT
from dev.databases import copy_template

BENCHMARKS: dict[str, Benchmark] = {
    "parity": parity,
    "searching": searching,
    "bundle": bundle,
    "surge": surge,
    "reading": reading,
    "fanout": fanout.fanout,
    "lighthouse": lighthouse,
}
ONLY_WHEN_NAMED = ("lighthouse",)  # it needs Node.js
OPTIONS = ("--quick", "--million")
RESULTS = ROOT / "bench" / "results.json"
HEAD = "| benchmark | what | size | queries | median ms | p95 ms | own CPU ms | limit ms | |"


def main(arguments: list[str]) -> int:
    is_quick = "--quick" in arguments
    if "--million" in arguments:
        BENCHMARKS["surge"] = partial(surge, scale=MILLION)
        BENCHMARKS["fanout"] = partial(fanout.fanout, size=fanout.MILLION)
    names = [name for name in arguments if name not in OPTIONS] or [
        name for name in BENCHMARKS if name not in ONLY_WHEN_NAMED
    ]
    if unknown := set(names) - set(BENCHMARKS):
        print(f"No such benchmark: {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    try:
        figures = [figure for name in names for figure in told(run(name, is_quick))]
    except WrongAnswer as wrong:
        print(f"Wrong: {wrong}", file=sys.stderr)
        return 1
    print(table(figures))
    RESULTS.write_text(json.dumps(report(figures), indent=2) + "\n")
    return 0


def run(name: str, is_quick: bool) -> Iterable[Figure]:
    """In an empty newsroom of its own: what one benchmark plants is not for another to find."""
    database = f"bench_{name}"
    copy_template(database, dict(os.environ))
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    connection.settings_dict["NAME"] = database
    return BENCHMARKS[name](is_quick)


def told(figures: Iterable[Figure]) -> Iterable[Figure]:
    """Each as it comes: the largest sizes take minutes to build."""
    for figure in figures:
        print(
            f"  {figure.benchmark} {figure.size:>6} {figure.what}: {figure.cost.median_ms} ms",
            flush=True,
        )
        yield figure


def table(figures: list[Figure]) -> str:
    lines = [HEAD, "|---|---|--:|--:|--:|--:|--:|--:|---|"]
    for each in figures:
        limit = "" if each.limit_ms is None else f"{each.limit_ms:,.0f}"
        cells = [each.benchmark, each.what, f"{each.size:,}", str(each.cost.queries)]
        cells += [*milliseconds(each.cost), limit, each.verdict]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def milliseconds(cost: Cost) -> list[str]:
    return [f"{number:,.0f}" for number in (cost.median_ms, cost.p95_ms, cost.cpu_ms)]


def report(figures: list[Figure]) -> dict[str, object]:
    return {
        "commit": commit(),
        "at": timezone.now().isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "figures": [asdict(figure) | {"verdict": figure.verdict} for figure in figures],
    }


def commit() -> str:
    said = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True
    )
    return said.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
