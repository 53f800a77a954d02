"""Aligning: which paragraph of a pasted text translates which piece of a page.

By length alone, after Gale and Church (Computational Linguistics 19:1, 1993): translations are
about as long as their sources, so the cheapest path through all ways of pairing neighbours is
usually right. Whoever pastes checks it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

# Spread of a translation's length around its source's, squared, for each character (the paper's).
VARIANCE = 6.8
# How many pieces of the source and of the text go together, and what that costs beforehand:
# minus the logarithm of how often it happens (the paper's shares).
WAYS = {
    (1, 1): -math.log(0.89),
    (1, 0): -math.log(0.0099),
    (0, 1): -math.log(0.0099),
    (2, 1): -math.log(0.0445),
    (1, 2): -math.log(0.0445),
}
MOST_PIECES = 600


class TooManyParagraphs(Exception):
    """The text has so many paragraphs that aligning it would take too long."""


@dataclass
class Alignment:
    """For each piece of the source its text, empty where there is none; and what is left over."""

    texts: list[str]
    leftovers: list[str] = field(default_factory=list)


def paragraphs_of(text: str) -> list[str]:
    """Paragraphs as a word processor copies them: one a line, blank lines between or not."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]


def align(sources: Sequence[str], paragraphs: Sequence[str]) -> Alignment:
    """Share out the paragraphs, in order. Raises TooManyParagraphs."""
    if max(len(sources), len(paragraphs)) > MOST_PIECES:
        raise TooManyParagraphs
    result = Alignment([""] * len(sources))
    at = (0, 0)
    for step in _cheapest_path([len(s) for s in sources], [len(p) for p in paragraphs]):
        taken = list(paragraphs[at[1] : at[1] + step[1]])
        if step[0]:
            # Two pieces in one paragraph stand at the first; a person parts them.
            result.texts[at[0]] = "\n".join(taken)
        else:
            result.leftovers += taken
        at = (at[0] + step[0], at[1] + step[1])
    return result


def _cheapest_path(ours: list[int], theirs: list[int]) -> list[tuple[int, int]]:
    ratio = (sum(theirs) or 1) / (sum(ours) or 1) if ours else 1.0
    costs: dict[tuple[int, int], float] = {(0, 0): 0.0}
    steps: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(ours) + 1):
        for j in range(len(theirs) + 1):
            for way, price in WAYS.items():
                before = (i - way[0], j - way[1])
                if before not in costs:
                    continue
                mine, other = sum(ours[before[0] : i]), sum(theirs[before[1] : j])
                cost = costs[before] + price + _strain(mine, other, ratio)
                if cost < costs.get((i, j), math.inf):
                    costs[i, j], steps[i, j] = cost, way
    return _back(steps, (len(ours), len(theirs)))


def _back(
    steps: dict[tuple[int, int], tuple[int, int]], at: tuple[int, int]
) -> list[tuple[int, int]]:
    path = []
    while at != (0, 0):
        way = steps[at]
        path.append(way)
        at = (at[0] - way[0], at[1] - way[1])
    return path[::-1]


def _strain(ours: int, theirs: int, ratio: float) -> float:
    """How unlikely it is that texts of these lengths say the same."""
    expected = ours * ratio
    spread = max(1.0, (expected + theirs) / 2) * VARIANCE
    return (theirs - expected) ** 2 / (2 * spread)
