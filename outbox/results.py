"""The results of a broadcast by language: what is counted, and nothing that is not.

What mail servers and readers say is counted as it is heard (outbox/counting.py). What readers did
is told by counters that others register at start for a kind: a counter takes a broadcast and gives
numbers by language. Nobody is followed: a counter knows sums only.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext_lazy as _

from outbox.broadcasts import Broadcast
from outbox.charting import SLOT, WIDTH, Bar, lines
from outbox.counting import heard_of
from outbox.models import State
from outbox.progress import Progress

Counter = Callable[[Broadcast], Mapping[str, int]]

NAMES: dict[str, Any] = {
    "accepted": _("Accepted"),
    "bounced": _("Came back"),
    "complained": _("Reported as unwanted"),
    "left": _("Unsubscribed"),
    "acted": _("Acted"),
}
ACTS: dict[str, Counter] = {}


def register_acts(kind: str, counter: Counter) -> None:
    """Who counts what readers did that mails of this kind had asked for."""
    ACTS[kind] = counter


@dataclass(frozen=True)
class Result:
    """One line: numbers in the order of the languages, or none where nobody counts it."""

    key: str
    name: str
    cells: list[int] | None
    bars: list[Bar]
    wide: int = WIDTH

    @property
    def high(self) -> int:
        return SLOT * max(1, len(self.bars))

    @property
    def total(self) -> int:
        return sum(self.cells or [])


def results(progress: Progress) -> list[Result]:
    """All lines are about what servers accepted."""
    broadcast = progress.broadcast
    numbers: dict[str, Mapping[str, int] | None] = {
        "accepted": {key: found.get(State.SENT, 0) for key, found in progress.numbers.items()}
    }
    numbers |= heard_of(broadcast)
    numbers["acted"] = _acted(broadcast)
    longest = max([1, *(number for found in numbers.values() for number in (found or {}).values())])
    return [_line(name, numbers[name], progress.languages, longest) for name in NAMES]


def _acted(broadcast: Broadcast) -> Mapping[str, int] | None:
    """None where nobody counts it, or what was sent is gone."""
    try:
        return ACTS[broadcast.kind](broadcast) if broadcast.kind in ACTS else None
    except ObjectDoesNotExist:
        return None


def _line(
    name: str, found: Mapping[str, int] | None, languages: Sequence[str], longest: int
) -> Result:
    if found is None:
        return Result(name, str(NAMES[name]), None, [])
    cells = {language: found.get(language, 0) for language in languages}
    return Result(name, str(NAMES[name]), [*cells.values()], lines(cells, longest=longest))
