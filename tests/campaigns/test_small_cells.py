"""Nobody can single out fewer than ten people: small worlds are tried out in full, large ones at
random.

The attacker of the small worlds knows the algorithm: all worlds that look the same from outside are
put together, and in none of these heaps may every world agree that some group of areas has (or
gained) one or more but fewer than `least` people. First within one circle and with two facts at a
time, then with everything at once (tests/campaigns/attackers.py).
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.area_names import AREAS
from campaigns.small_cells import LEAST, View, next_view, next_views, put_together, shown_cells
from tests.campaigns.attackers import ALL_LISTS, NO_LIST, NOTHING, ONE_LIST, SNAPSHOT, Attack

K = 3  # stands for ten where a world must be small
World = tuple[int, ...]


def worlds(areas: str, most: int) -> Iterator[tuple[World, World]]:
    """Each way to have up to `most` people, and each way in which fewer of them were there."""
    for later in product(range(most + 1), repeat=len(areas)):
        if sum(later) <= most:
            for earlier in product(*(range(number + 1) for number in later)):
                yield earlier, later


def noted(world: World, areas: str, earlier: list[View], *lists: View) -> list[View]:
    view = next_view(dict(zip(areas, world, strict=True)), areas, earlier, lists, least=K)
    return [*earlier, view] if view else earlier


def shown(views: list[View]) -> tuple:
    return tuple(sorted(views[-1].cells.items())) if views else ()


def is_full(areas: str, total: int, cells: tuple) -> bool:
    """So many people that only one way to spread them shows no more: then silence tells. With 60
    areas that is 531 signatures, nine in each state.
    """
    return total > sum(number for _area, number in cells) + (len(areas) - 1) * (K - 1)


def two_snapshots(areas: str, most: int, *, falls: bool) -> Iterator[tuple]:
    """What is seen from outside, and the two worlds behind it, the earlier one first."""
    first: dict[World, list[View]] = {}
    for fewer, more in worlds(areas, most):
        before, after = (more, fewer) if falls else (fewer, more)
        if before not in first:
            first[before] = noted(before, areas, [])
        second = noted(after, areas, first[before])
        seen = (sum(before), shown(first[before]), sum(after), shown(second))
        if not is_full(areas, *seen[:2]) and not is_full(areas, *seen[2:]):
            yield seen, before, after


def a_list_of_names(areas: str, most: int) -> Iterator[tuple]:
    """A partner has the names of some, and everybody sees a snapshot of all."""
    for named, everybody in worlds(areas, most):
        known = View(dict(zip(areas, named, strict=True)), sum(named))
        cells = shown(noted(everybody, areas, [], known))
        if not is_full(areas, sum(everybody), cells):
            yield (named, sum(everybody), cells), named, everybody


def recovered(cases: Iterator[tuple], areas: str) -> list[tuple]:
    """Groups of areas of which an attacker knows for sure that few, but not none, are meant."""
    groups = [
        group for size in range(1, len(areas)) for group in combinations(range(len(areas)), size)
    ]
    found: dict[tuple, set[int]] = defaultdict(set)
    for seen, before, after in cases:
        for group in groups:
            one, two = (sum(world[index] for index in group) for world in (before, after))
            found[seen, group, "first"].add(0 if before in seen else one)  # named: known anyway
            found[seen, group, "second"].add(0 if before in seen else two)
            found[seen, group, "between"].add(abs(two - one))
    assert len({key[0] for key in found}) > 40
    assert any(cells for (*_facts, cells), *_rest in found)
    return [key for key, numbers in found.items() if numbers <= set(range(1, K))]


def test_two_snapshots_and_the_live_total_single_out_nobody():
    assert recovered(two_snapshots("abcd", 9, falls=False), "abcd") == []


def test_two_snapshots_single_out_nobody_who_left():
    assert recovered(two_snapshots("abcd", 7, falls=True), "abcd") == []


def test_a_snapshot_and_a_partners_names_single_out_none_of_the_others():
    assert recovered(a_list_of_names("abcd", 8), "abcd") == []


@pytest.mark.slow
def test_in_larger_worlds_two_snapshots_single_out_nobody():
    assert recovered(two_snapshots("abcd", 11, falls=False), "abcd") == []


JUST_BEFORE = (NOTHING, SNAPSHOT, SNAPSHOT), 0
BETWEEN = (SNAPSHOT, NOTHING, SNAPSHOT), 1
AFTER = (SNAPSHOT, SNAPSHOT, NOTHING), 2


@pytest.mark.parametrize("listed", [0, 1])
def test_two_snapshots_the_totals_and_a_list_of_either_day_together_single_out_nobody(listed):
    attack = Attack("abc", K, (SNAPSHOT, SNAPSHOT), listed=listed)
    assert attack.recovered(10, 4, ONE_LIST) == []


@pytest.mark.parametrize(("moments", "listed"), [JUST_BEFORE, BETWEEN])
def test_a_list_of_another_day_and_two_snapshots_single_out_nobody(moments, listed):
    assert Attack("abc", 2, moments, listed=listed).recovered(4, 7, ONE_LIST) == []


@pytest.mark.slow
@pytest.mark.parametrize("who", [NO_LIST, ONE_LIST, ALL_LISTS])
@pytest.mark.parametrize(("moments", "listed"), [JUST_BEFORE, BETWEEN, AFTER])
def test_no_list_one_or_one_of_each_day_beside_the_live_total_single_out_nobody(
    moments, listed, who
):
    """Both ways round: few are named, or nearly all."""
    attack = Attack("abc", 2, moments, listed=listed)
    assert attack.recovered(7, 5, who) == []
    assert attack.recovered(4, 7, who) == []


@pytest.mark.slow
@pytest.mark.parametrize("who", [NO_LIST, ONE_LIST, ALL_LISTS])
@pytest.mark.parametrize("listed", [0, 1])
def test_in_larger_worlds_all_of_it_together_singles_out_nobody(listed, who):
    """Half a minute: three states with a threshold of three, and four with two."""
    two = SNAPSHOT, SNAPSHOT
    assert Attack("abc", K, two, listed=listed).recovered(6, 10, who) == []
    assert Attack("abcd", 2, two, listed=listed).recovered(8, 5, who) == []


@pytest.mark.slow
@pytest.mark.parametrize("who", [NO_LIST, ONE_LIST, ALL_LISTS])
def test_those_who_leave_after_a_list_are_not_singled_out_by_it(who):
    moments, listed = JUST_BEFORE
    assert Attack("abc", 2, moments, listed=listed, falls=True).recovered(6, 5, who) == []


numbers = st.dictionaries(st.sampled_from(AREAS), st.integers(1, 60), max_size=12)
circles = st.dictionaries(st.sampled_from(["", "page", "7"]), numbers, min_size=1)


@settings(max_examples=40, deadline=None)
@given(circles, circles)
def test_each_circle_moves_by_itself_and_the_sum_is_shown(first, second):
    """What the attacker above is told of each circle is all that there is to be told."""
    noted = next_views(first, AREAS, {}, {})
    earlier = {circle: [view] for circle, view in noted.items()}
    later = next_views(second, AREAS, earlier, {})
    for circle, view in later.items():
        own = {circle: second.get(circle, {})}
        assert next_views(own, AREAS, {circle: earlier.get(circle, [])}, {}) == {circle: view}
    shown = put_together(later.values())
    assert shown.get("MA", 0) == sum(view.cells.get("MA", 0) for view in later.values())


steps = st.lists(
    st.dictionaries(st.sampled_from(AREAS), st.integers(-15, 40), max_size=8), max_size=6
)


@settings(max_examples=60, deadline=None)
@given(numbers, steps, st.floats(0, 1))
def test_no_difference_of_any_two_snapshots_is_small(first, changes, agreed):
    """At real size: bounds of single areas, of what is not shown, and against a list of names."""
    counts, views = dict(first), []
    for change in [{}, *changes]:
        counts = {a: max(0, counts.get(a, 0) + change.get(a, 0)) for a in {*counts, *change}}
        named = {area: int(number * agreed) for area, number in counts.items()}
        names = View(named, sum(named.values()))
        view = next_view(counts, AREAS, views, [names])
        if view is None or (views and view.cells == views[-1].cells):
            continue
        assert all(number >= LEAST and number % LEAST == 0 for number in view.cells.values())
        assert not view.cells or view.total - sum(view.cells.values()) >= LEAST
        for older in [View({}, 0), names, *views]:
            assert not small_differences(older, view)
        views.append(view)


def small_differences(older: View, newer: View) -> list[str]:
    """Areas, and all areas that moved for sure, whose change lies within 1 and 9 for sure."""
    if newer.total < older.total:
        older, newer = newer, older
    whole = newer.total - older.total
    least = {
        area: max(0, newer.cells.get(area, 0) - older.cells.get(area, 0) - older.doubt)
        for area in AREAS
    }
    sure = [area for area in AREAS if least[area]]
    groups = [[area] for area in sure] + [sure]
    return [
        str(group)
        for group in groups
        if group and whole - sum(least[area] for area in sure if area not in group) < LEAST
    ]


def test_small_cells_and_too_small_a_rest_are_not_shown():
    assert shown_cells({"MA": 57, "NH": 9}, AREAS) == {"MA": 50}
    assert shown_cells({"MA": 57, "NH": 2}, AREAS) == {"MA": 40}
    assert shown_cells({"MA": 12}, AREAS) == {}


def test_it_waits_until_enough_have_signed():
    first = next_view({"MA": 48, "NH": 12, "VT": 9}, AREAS, [])
    assert first.cells == {"MA": 40, "NH": 10}
    assert next_view({"MA": 50, "NH": 12, "VT": 9}, AREAS, [first]) is None
    assert next_view({"MA": 59, "NH": 12, "VT": 9}, AREAS, [first]).cells == {"MA": 50, "NH": 10}
