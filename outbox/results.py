"""The results of a broadcast by language: what is counted, and nothing that is not.

What this app does not know itself (who complained, left or acted) is told by counters that others
register at start: a counter takes a broadcast and gives numbers by language, or None as long as it
does not count this kind. Nobody is followed: a counter knows sums only.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from outbox.broadcasts import Broadcast
from outbox.charting import SLOT, WIDTH, Bar, lines
from outbox.models import CAME_BACK, Message, State
from outbox.progress import Progress

Counter = Callable[[Broadcast], Mapping[str, int] | None]

NAMES: dict[str, Any] = {
    "accepted": _("Accepted"),
    "bounced": _("Came back"),
    "complained": _("Reported as unwanted"),
    "left": _("Unsubscribed"),
    "acted": _("Acted"),
}
COUNTERS: dict[str, Counter] = {}


def register_counter(name: str, counter: Counter) -> None:
    """`name` is one of NAMES; who registers later counts instead."""
    COUNTERS[name] = counter


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
    numbers: dict[str, Mapping[str, int] | None] = {
        name: COUNTERS[name](progress.broadcast) if name in COUNTERS else None for name in NAMES
    }
    if numbers["bounced"] is None:
        numbers["bounced"] = came_back(progress.broadcast)
    numbers["accepted"] = {
        language: found.get(State.SENT, 0) for language, found in progress.numbers.items()
    }
    longest = max([1, *(number for found in numbers.values() for number in (found or {}).values())])
    return [_line(name, numbers[name], progress.languages, longest) for name in NAMES]


def came_back(broadcast: Broadcast) -> Mapping[str, int] | None:
    """From the rows; None once they are gone."""
    rows = Message.objects.filter(broadcast=broadcast)
    if not rows.exists():
        return None
    back = rows.troubled().filter(error_code=CAME_BACK).order_by()
    return dict(back.values_list("language").annotate(Count("pk")))


def _line(
    name: str, found: Mapping[str, int] | None, languages: Sequence[str], longest: int
) -> Result:
    if found is None:
        return Result(name, str(NAMES[name]), None, [])
    cells = {language: found.get(language, 0) for language in languages}
    return Result(name, str(NAMES[name]), [*cells.values()], lines(cells, longest=longest))
