"""Small cells: numbers by state for readers, such that nobody can single out fewer than ten people.

The numbers of a petition are rounded down to tens; what is below ten is not shown. Who attacks
knows two published snapshots, the exact total at every moment, this very algorithm, and lists of
names, of any day: all of it at once.

Signers are told apart by who gets their names (a circle, campaigns/knowing_names.py), and each
circle is rounded, weighed and moved by itself (`next_views`); what is shown is the sum. So a list
of names gives whole circles away, whose people are known by name anyway, and nothing of the others:
of those two snapshots and their total are left. These give bounds for each state and each group of
states (`next_view`), and a circle moves only if no such bounds lie within one and nine; else what
it showed before stands. A list handed out before is weighed like a snapshot: who came after it must
be many too. Of people of several circles nobody can say more than of each circle alone.

What is left, each within one circle:
- 531 people or more without any state having ten: then all have nine.
- A total that falls, nearly all of it in one state that ends below ten, on a day on which nobody
  signs; then that the old number stands tells that it could not move.
- Who changes who gets their name leaves one circle for another: whoever compares lists of two days
  sees the name come, and that the other circle lost one.
- A name that was taken back stays on an old list; three snapshots and more are tried, not proven.
"""

from collections import Counter
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
    unseen. `lists` are the names that somebody has got, each as of one day.
    """
    places, last = list(areas), (earlier or [NOTHING_KNOWN])[-1]
    new = View(shown_cells(counts, places, least=least), sum(counts.values()), least - 1)
    if abs(new.total - last.total) < least:
        return None
    if new.cells == last.cells:
        return new
    known = [NOTHING_KNOWN, *earlier, *lists]
    return new if all(_tells_nothing(view, new, places, least) for view in known) else None


def next_views(
    counts: Mapping[str, Mapping[str, int]],
    areas: Iterable[str],
    earlier: Mapping[str, list[View]],
    lists: Mapping[str, list[View]],
    *,
    least: int = LEAST,
) -> dict[str, View]:
    """What to note today of each circle, everything given by circle; those that wait are left out.

    `lists` are the names of a circle that were handed out by now, as of each handing-over.
    """
    places = list(areas)
    views = {
        circle: next_view(
            counts.get(circle, {}),
            places,
            earlier.get(circle, []),
            lists.get(circle, []),
            least=least,
        )
        for circle in sorted({*counts, *earlier})
    }
    return {circle: view for circle, view in views.items() if view is not None}


def put_together(views: Iterable[View]) -> dict[str, int]:
    """What readers see of all circles: the sum for each area."""
    cells: Counter[str] = Counter()
    for view in views:
        cells.update(view.cells)
    return dict(cells)


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
