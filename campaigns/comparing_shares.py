"""Whether two shares differ, by more than chance and enough to matter: a two-sided test of two
proportions, at 1 %.

With enough of both it is the usual z-test; with few it is Fisher's exact test, because a mail that
reaches nobody is worth knowing of after a dozen.
"""

from dataclasses import dataclass
from math import exp, lgamma, sqrt

LEVEL = 0.01  # equal shares differ so much once in a hundred times
STANDARD_ERRORS = 2.576  # the same level, for the z-test
LEAST_EXPECTED = 5  # of each outcome on each side, below which the z-test says nothing
LEAST_GAP = 0.01  # between the shares: among a million, chance alone explains hardly anything
ROUNDING = 1 + 1e-7


@dataclass(frozen=True)
class Share:
    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded down: 100 only where nobody is missing."""
        return 100 * self.part // self.whole if self.whole else None


def differ(one: Share, other: Share) -> bool:
    if not one.whole or not other.whole:
        return False
    gap = abs(one.part / one.whole - other.part / other.whole)
    if gap < LEAST_GAP:
        return False
    pooled = (one.part + other.part) / (one.whole + other.whole)
    if min(one.whole, other.whole) * min(pooled, 1 - pooled) < LEAST_EXPECTED:
        return _exact(one, other) < LEVEL
    error = sqrt(pooled * (1 - pooled) * (1 / one.whole + 1 / other.whole))
    return gap > STANDARD_ERRORS * error


def _exact(one: Share, other: Share) -> float:
    """How probable it is that chance alone divides the parts at least as unevenly."""
    parts, wholes = one.part + other.part, one.whole + other.whole
    every = _log_choose(wholes, parts)

    def probability(part: int) -> float:
        ways = _log_choose(one.whole, part) + _log_choose(other.whole, parts - part)
        return exp(ways - every)

    seen = probability(one.part) * ROUNDING
    possible = range(max(0, parts - other.whole), min(one.whole, parts) + 1)
    return sum(chance for chance in map(probability, possible) if chance <= seen)


def _log_choose(whole: int, part: int) -> float:
    return lgamma(whole + 1) - lgamma(part + 1) - lgamma(whole - part + 1)
