"""Are these times longer than those? Told by ranks, so that one slow answer weighs no more than any
other: Mann and Whitney's test.
"""

import math
from collections.abc import Sequence
from itertools import groupby


def share_above(ones: Sequence[float], others: Sequence[float]) -> float:
    """How often one of these is longer than one of those, ties by half: 0.5 tells nothing."""
    ranks = _ranks([*ones, *others])
    mine = sum(ranks[: len(ones)]) - len(ones) * (len(ones) + 1) / 2
    return mine / (len(ones) * len(others))


def chance(ones: Sequence[float], others: Sequence[float]) -> float:
    """How likely so large a difference, or a larger one, is where there is none."""
    number, other = len(ones), len(others)
    spread = math.sqrt((number + other + 1) / (12 * number * other))
    return math.erfc(abs(share_above(ones, others) - 0.5) / spread / math.sqrt(2))


def _ranks(values: Sequence[float]) -> list[float]:
    """From 1 on; equal values share the middle of their ranks."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    ranks, passed = [0.0] * len(values), 0
    for _value, group in groupby(order, key=lambda place: values[place]):
        places = list(group)
        for place in places:
            ranks[place] = passed + (len(places) + 1) / 2
        passed += len(places)
    return ranks
