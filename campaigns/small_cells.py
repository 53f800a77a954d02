"""Small cells: numbers by state for readers, such that nobody can single out fewer than ten people.

The numbers of a petition are rounded down to tens; what is below ten is not shown. Who attacks
knows every published snapshot, the exact total at every moment, this very algorithm, and a list of
names that somebody got (`View`): two of these give bounds for each state and each group of states.
A snapshot is published only if no such bounds lie within one and nine; else the one before stands,
with its date. One case is left: a total that falls, nearly all of it in one state that ends below
ten, on a day on which nobody signs; then that the old number stands tells that it could not move.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LEAST = 10  # people; also the step in which a shown number changes
HIDDEN = 2  # areas at least that show no number, so that the rest is never one area's


@dataclass(frozen=True)
class View:
    """What somebody knows of one moment: the exact sum, and how many each area has at least.

    `doubt` is by how much an area may be above that: nothing for a list of names.
    """

    cells: Mapping[str, int]
    total: int
    doubt: int = 0


NOTHING_KNOWN = View({}, 0)


def next_view(
    counts: Mapping[str, int],
    areas: Iterable[str],
    earlier: list[View],
    lists: Iterable[View] = (),
    *,
    least: int = LEAST,
) -> View | None:
    """What to note today after the earlier ones, the last of which stands; None to wait.

    What did not move is noted too, for it tells that nothing had to. It waits until the total,
    which everybody sees, has moved by `least`: with a note on each newcomer nothing could ever move
    unseen. `lists` are the names that somebody has got.
    """
    places, last = list(areas), (earlier or [NOTHING_KNOWN])[-1]
    new = View(shown_cells(counts, places, least=least), sum(counts.values()), least - 1)
    if abs(new.total - last.total) < least:
        return None
    if new.cells == last.cells:
        return new
    known = [NOTHING_KNOWN, *earlier, *lists]
    return new if all(_tells_nothing(view, new, places, least) for view in known) else None


def shown_cells(
    counts: Mapping[str, int], areas: Iterable[str], *, least: int = LEAST
) -> dict[str, int]:
    """Each area's number rounded down; none for the small ones, and none for as many more as are
    needed to leave a rest of `least` people and two areas.
    """
    cells = {area: number - number % least for area, number in counts.items() if number >= least}
    hidden = [area for area in areas if area not in cells]
    by_size = sorted(cells, key=lambda area: (cells[area], area))
    for area in by_size[: max(0, HIDDEN - len(hidden))]:
        del cells[area]
    if cells and sum(counts.values()) - sum(cells.values()) < least:
        largest = max(cells, key=lambda area: (cells[area], area))
        cells[largest] -= least
        if not cells[largest]:
            del cells[largest]
    return cells


def _tells_nothing(old: View, new: View, areas: list[str], least: int) -> bool:
    """Whether any group of areas may have gained nobody, or `least` people and more.

    A group gained at least the sum of its lower bounds, and at least the whole gain less what the
    others can have gained at most; at most, the other way round. While the whole gain is `least`
    above all lower bounds, no group that gained for sure is small. While it is `least - 1` below
    all upper bounds, none gained for sure because the others were full. Losses are gains backwards.
    """
    if new.total < old.total:
        old, new = new, old
    gain = new.total - old.total
    if any(_least_gain(new, old, area) for area in areas):
        return False  # one area's number goes against the whole: who could it be but a few
    lows = sum(_least_gain(old, new, area) for area in areas)
    highs = sum(_most_gain(old, new, area) for area in areas)
    return gain == lows == 0 or lows + least <= gain <= highs - (least - 1)


def _least_gain(old: View, new: View, area: str) -> int:
    return max(0, new.cells.get(area, 0) - old.cells.get(area, 0) - old.doubt)


def _most_gain(old: View, new: View, area: str) -> int:
    return max(0, new.cells.get(area, 0) + new.doubt - old.cells.get(area, 0))
