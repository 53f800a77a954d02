"""Charting: bars as whole numbers that an SVG needs: no script, no style."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

SLOT, BAR = 12, 10  # units that a bar takes, and how many of them it fills
HEIGHT = WIDTH = 1_000


@dataclass(frozen=True)
class Bar:
    language: str
    x: int
    y: int
    height: int
    width: int = BAR


@dataclass(frozen=True)
class Span:
    """What one bar stands for: when it begins, its letters by language, and all of them."""

    begins: datetime
    cells: list[int]

    @property
    def total(self) -> int:
        return sum(self.cells)


@dataclass(frozen=True)
class Chart:
    spans: list[Span]
    bars: list[Bar]
    step: timedelta
    peak: int
    width: int
    height: int = HEIGHT

    @property
    def seconds(self) -> int:
        return int(self.step.total_seconds())

    @property
    def minutes(self) -> int:
        return self.seconds // 60

    @property
    def hours(self) -> int:
        return self.minutes // 60


def draw(kept: Mapping[str, Any], languages: Sequence[str]) -> Chart | None:
    """The letters over time that outbox/tallying.py keeps; None before the first one left."""
    if not kept:
        return None
    step = timedelta(seconds=kept["step"])
    begin = datetime.fromtimestamp(kept["first"], UTC)
    columns = zip(*(_sent(kept, language) for language in languages), strict=True)
    spans = [Span(begin + step * place, list(cells)) for place, cells in enumerate(columns)]
    peak = max(1, *(span.total for span in spans))
    bars = [bar for place, span in enumerate(spans) for bar in _bars(span, place, languages, peak)]
    return Chart(spans, bars, step, peak, SLOT * len(spans))


def lines(cells: Mapping[str, int], *, longest: int) -> list[Bar]:
    """One bar for each language, below one another, across `WIDTH` for the longest of all."""
    return [
        Bar(
            language,
            0,
            place * SLOT,
            BAR,
            width=max(1, number * WIDTH // longest) if number else 0,
        )
        for place, (language, number) in enumerate(cells.items())
    ]


def _sent(kept: Mapping[str, Any], language: str) -> list[int]:
    """A language of which nothing left yet has empty bars."""
    length = max(len(each) for each in kept["sent"].values())
    return kept["sent"].get(language) or [0] * length


def _bars(span: Span, place: int, languages: Sequence[str], peak: int) -> list[Bar]:
    """One language upon the other; who sent one letter among thousands is seen all the same."""
    bars, top = [], HEIGHT
    for language, number in zip(languages, span.cells, strict=True):
        if number:
            height = max(1, number * HEIGHT // peak)
            top -= height
            bars.append(Bar(language, place * SLOT, max(0, top), height))
    return bars
