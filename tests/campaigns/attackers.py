"""Somebody who knows two snapshots, the total at every moment, and lists of names, all at once.

Every world of two circles (those whose names a partner gets, and the others) is lived through three
moments. Worlds that look the same from outside are put together. Circles move by themselves, so a
world is one story of each: the least and the most of what each can be are added up.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import combinations, product

from campaigns.small_cells import View, next_views, put_together

World = tuple[int, ...]
Story = tuple[World, ...]  # how many each area has, at each moment
SNAPSHOT, NOTHING = "snapshot", "nothing"
NO_LIST, ONE_LIST, ALL_LISTS = "no list", "one list", "a list of each moment"


def spread(slots: int, most: int) -> Iterator[World]:
    """Every way to put up to `most` people into `slots`."""
    if not slots:
        yield ()
        return
    for number in range(most + 1):
        for rest in spread(slots - 1, most - number):
            yield (number, *rest)


class Attack:
    """What happens at each of the `moments`, and at which a list of names is handed out; `least`
    stands for ten.
    """

    def __init__(
        self, areas: str, least: int, moments: tuple[str, ...], *, listed: int, falls: bool = False
    ) -> None:
        self.areas, self.least, self.moments, self.falls = areas, least, moments, falls
        self.listed = listed
        indexes = range(len(areas))
        self.groups = [each for size in indexes for each in combinations(indexes, size) if each]
        self.pairs = list(combinations(range(len(moments)), 2))
        self.note = lru_cache(maxsize=None)(self._note)

    def stories(self, most: int) -> Iterator[Story]:
        size, number = len(self.areas), len(self.moments)
        for people in spread(size * number, most):
            steps = [people[place * size : (place + 1) * size] for place in range(number)]
            story = [steps[0]]
            for step in steps[1:]:
                story.append(tuple(map(sum, zip(story[-1], step, strict=True))))
            yield tuple(story[::-1] if self.falls else story)

    def _note(self, world: World, earlier: tuple, lists: tuple[World, ...]) -> tuple:
        """The circle's snapshots after this one, as (total, cells)."""
        known = [View(self._by_area(each), sum(each)) for each in lists]
        views = [View(dict(cells), total, self.least - 1) for total, cells in earlier]
        counts, before, handed = {"c": self._by_area(world)}, {"c": views}, {"c": known}
        view = next_views(counts, self.areas, before, handed, least=self.least).get("c")
        return (*earlier, (view.total, tuple(sorted(view.cells.items())))) if view else earlier

    def _by_area(self, world: World) -> dict[str, int]:
        return dict(zip(self.areas, world, strict=True))

    def shown(self, story: Story, lists: Callable[[int], bool]) -> tuple | None:
        """The cells at each snapshot; None where so many people came that only one way is left to
        spread them, which silence tells (named in campaigns/small_cells.py).
        """
        views: tuple = ()
        cells = []
        for moment, world in enumerate(story):
            if self.moments[moment] == SNAPSHOT:
                before = tuple(story[each] for each in range(moment) if lists(each))
                views = self.note(world, views, before)
                cells.append(views[-1][1] if views else ())
                room = (len(self.areas) - 1) * (self.least - 1)
                if sum(world) > sum(number for _area, number in cells[-1]) + room:
                    return None
        return tuple(cells)

    def ranges(self, values: Callable[[Story, int], World], story: Story) -> list[int]:
        """For each group of areas: how many at each moment, and how many between each two."""
        numbers = []
        for group in self.groups:
            each = [
                sum(values(story, moment)[area] for area in group)
                for moment in range(len(self.moments))
            ]
            numbers += each + [abs(each[two] - each[one]) for one, two in self.pairs]
        return numbers

    def circle(self, most: int, who: str, *, is_named: bool) -> dict[tuple, tuple]:
        """What is seen of one circle, and the least and the most of each number behind it."""
        found: dict[tuple, tuple[list[int], list[int]]] = {}
        lists = {NO_LIST: lambda _each: False, ALL_LISTS: lambda _each: True}
        was_listed = lists.get(who, lambda each: each == self.listed)
        for story in self.stories(most):
            cells = self.shown(story, was_listed if is_named else lambda _each: False)
            if cells is None:
                continue
            seen = [tuple(map(sum, story)), cells]
            if is_named:
                seen.append(tuple(w for each, w in enumerate(story) if was_listed(each)))
            numbers = self.ranges(self._unnamed(who) if is_named else _all, story)
            low, high = found.setdefault(tuple(seen), (numbers, numbers))
            found[tuple(seen)] = (list(map(min, low, numbers)), list(map(max, high, numbers)))
        return found

    def _unnamed(self, who: str) -> Callable[[Story, int], World]:
        """Of the circle that is on lists: those who are not on the attacker's."""
        if who == NO_LIST:
            return _all
        if who == ALL_LISTS:
            return lambda story, _moment: (0,) * len(self.areas)
        return lambda story, moment: tuple(
            max(0, now - named)
            for now, named in zip(story[moment], story[self.listed], strict=True)
        )

    def recovered(self, most: int, most_named: int, who: str) -> list[tuple]:
        """What is surely few, but not none: the heap and the numbers in question."""
        heaps: dict[tuple, list[tuple]] = defaultdict(list)
        named = self.circle(most_named, who, is_named=True)
        others = self.circle(most, who, is_named=False)
        for ((totals, cells), one), ((named_totals, named_cells, *lists), two) in product(
            others.items(), named.items()
        ):
            total = tuple(map(sum, zip(totals, named_totals, strict=True)))
            seen = tuple(self._sum(*each) for each in zip(cells, named_cells, strict=True))
            heaps[total, seen, *lists].append((one, two))
        assert len(heaps) > 100
        assert any(len(set(seen)) > 1 and all(seen) for _total, seen, *_lists in heaps)
        return [(seen, found) for seen, heap in heaps.items() if (found := self._few(heap))]

    def _sum(self, one: tuple, two: tuple) -> tuple:
        shown = put_together([View(dict(one), 0), View(dict(two), 0)])
        return tuple(sorted(shown.items()))

    def _few(self, heap: list[tuple]) -> list[int]:
        places = range(len(heap[0][0][0]))
        for one, two in heap:
            places = [
                place
                for place in places
                if one[0][place] + two[0][place] > 0 and one[1][place] + two[1][place] < self.least
            ]
        return list(places)


def _all(story: Story, moment: int) -> World:
    return story[moment]
