"""A bundle of 50,000 names: time, memory, size, and whether it kept every consent.

Built among 10,000 signers who did not agree, then read back from its files alone.
"""

import csv
import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection

from bench.crowds import gather, word
from bench.measuring import Cost, Figure, WrongAnswer, cost_of
from campaigns import exports
from campaigns.bundles import Bundle
from campaigns.bundling import building
from campaigns.models import Petition

SIZE, QUICK_SIZE = 50_000, 10_000
SILENT_SHARE = 5  # one more in five did not agree
GROWTH_MB = 48  # more from the second portion to the last, and memory is not flat
LIMIT_MS = 20_000  # of one portion: a task has 60 seconds
MEGABYTE = 1 << 20


def bundle(is_quick: bool) -> Iterator[Figure]:
    """Gathers, builds portion by portion, packs, and reads what a recipient gets."""
    size = QUICK_SIZE if is_quick else SIZE
    petition = Petition.objects.create(name="Bundle", state="open", goal=1, exposure="open")
    gather(petition, size, goes_to_target=True)
    gather(petition, size // SILENT_SHARE, name=lambda number: f"Silent {word(number)}")
    asker, approver = (_campaigner(name) for name in ("asker", "approver"))
    asked = exports.ask(petition, asker, exports.Request("The Governor"))
    exports.approve(asked, approver)
    _forget_peak()
    rest = _peak_mb()
    times, peaks, queries = _built(asked)
    path = exports.fetch(asked, asker)
    _check(path, size)
    growth = round(peaks[-2] - peaks[min(1, len(peaks) - 2)])
    if growth > GROWTH_MB:
        raise WrongAnswer(f"memory grew by {growth} MB from the second portion to the last")
    last = f"peak {peaks[-2]:.0f} MB, {growth} more than in the second; {rest:.0f} MB at rest"
    portion, packing = cost_of(queries[0], times[:-1]), cost_of(queries[-1], times[-1:])
    yield Figure("bundle", f"a portion of 5,000 ({last})", size, portion, LIMIT_MS)
    packed = f"packing {path.stat().st_size / MEGABYTE:.1f} MB (peak {peaks[-1]:.0f} MB)"
    yield Figure("bundle", packed, size, packing, LIMIT_MS)
    yield Figure("bundle", "all of it", size, _sum(sum(queries), times))


def _built(asked: Bundle) -> tuple[list[tuple[float, float]], list[float], list[int]]:
    """Milliseconds (wall, own processor), peak memory and queries of each step; the last packs."""
    times, peaks, queries, has_more = [], [], [], True
    while has_more:
        _forget_peak()
        asks = _Asks()
        begun, busy = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(asks):
            has_more = building.step(asked.pk)
        wall, computed = time.perf_counter() - begun, time.process_time() - busy
        times.append((wall * 1_000, computed * 1_000))
        peaks.append(_peak_mb())
        queries.append(asks.number)
    return times, peaks, queries


class _Asks:
    """Counts queries and keeps none: they hold names."""

    number = 0

    def __call__(self, execute: Any, *call: Any) -> Any:
        self.number += 1
        return execute(*call)


def _sum(queries: int, times: list[tuple[float, float]]) -> Cost:
    walls, computed = zip(*times, strict=True)
    return cost_of(queries, [(sum(walls), sum(computed))])


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak_mb() -> float:
    """Resident memory at its highest since it was last forgotten."""
    status = Path("/proc/self/status").read_text()
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1_024


def _campaigner(name: str) -> Any:
    user, made = get_user_model().objects.get_or_create(username=name)
    if made:
        user.groups.add(Group.objects.get(name="Campaigners"))
    return user


def _check(path: Path, size: int) -> None:
    """Raises WrongAnswer unless the file holds each name that agreed once, and no other."""
    with zipfile.ZipFile(path) as packed:
        tables = [name for name in packed.namelist() if name.endswith(".csv")]
        found = [row[1] for name in tables for row in _rows(packed.read(name))]
    wanted = {f"Ana Núñez {word(number)}" for number in range(size)}
    if len(found) != size or set(found) != wanted:
        raise WrongAnswer(f"{len(set(found) & wanted)} of {size} names, {len(found)} rows")


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]
