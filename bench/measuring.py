"""Measuring: how many queries a screen costs, and how long it takes, over several rounds."""

import math
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

WARM_UPS = 2
ROUNDS = 15
Deed = Callable[[], object]


class WrongAnswer(Exception):
    """What was measured did not do its work."""


@dataclass(frozen=True)
class Cost:
    """Queries of one run; milliseconds of the median and the 95th of a hundred.

    `cpu_ms` is what our own process computed, without the database and without its neighbours.
    """

    queries: int
    median_ms: float
    p95_ms: float
    cpu_ms: float


@dataclass(frozen=True)
class Figure:
    """One line of the table; no limit where the line is there to be compared with."""

    benchmark: str
    what: str
    size: int
    cost: Cost
    limit_ms: float | None = None
    is_within: bool | None = None  # where the limit is no time: `what` tells it

    @property
    def verdict(self) -> str:
        if self.is_within is not None:
            return "within" if self.is_within else "over"
        if self.limit_ms is None:
            return "anchor"
        return "within" if self.cost.median_ms <= self.limit_ms else "over"


Benchmark = Callable[[bool], Iterator[Figure]]


def measure(*deeds: Deed, rounds: int = ROUNDS) -> list[Cost]:
    """What each deed costs; they take turns, so that a busy minute falls on all of them."""
    queries = [_queries_of(deed) for deed in deeds]
    times: list[list[tuple[float, float]]] = [[] for _ in deeds]
    for _ in range(rounds):
        for taken, deed in zip(times, deeds, strict=True):
            taken.append(_milliseconds(deed))
    return [_cost(*each) for each in zip(queries, times, strict=True)]


def _queries_of(deed: Deed) -> int:
    for _ in range(WARM_UPS):
        deed()
    with CaptureQueriesContext(connection) as captured:
        deed()
        return len(captured)


def _milliseconds(deed: Deed) -> tuple[float, float]:
    begun, busy = time.perf_counter(), time.process_time()
    deed()
    return (time.perf_counter() - begun) * 1_000, (time.process_time() - busy) * 1_000


def cost_of(queries: int, times: list[tuple[float, float]]) -> Cost:
    """Of what is done once: milliseconds on the clock and of our own processor."""
    return _cost(queries, times)


def _cost(queries: int, times: list[tuple[float, float]]) -> Cost:
    walls, computed = sorted(wall for wall, _ in times), [cpu for _, cpu in times]
    p95 = walls[math.ceil(0.95 * len(walls)) - 1]
    median, cpu = statistics.median(walls), statistics.median(computed)
    return Cost(queries, round(median, 1), round(p95, 1), round(cpu, 1))
