"""Charts of signatures over time, as whole numbers that an SVG needs: no script, no style.

Bars stand a day, a week or four weeks apart, so that years fit on a phone. What withdrew more than
signed goes below the line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cms.languages import LANGUAGES
from outbox.charting import HEIGHT, SLOT, Bar

STEPS = (1, 7, 28)  # days in a bar
MOST_BARS = 60
FEWEST_DAYS = 14

Days = Mapping[date, Mapping[str, int]]  # signatures by day and language


@dataclass(frozen=True)
class Span:
    """What one bar stands for: its days, its numbers by language, and the total at its end."""

    first: date
    last: date
    cells: list[int]
    total: int
    running: int


@dataclass(frozen=True)
class Chart:
    spans: list[Span]
    bars: list[Bar]
    step: int
    zero: int
    peak: int
    width: int
    height: int = HEIGHT


def draw(days: Days, *, until: date) -> Chart:
    """From the first day of `days`, or at least two weeks, up to `until`."""
    last = max([until, *days])
    first = min([*days, last - timedelta(days=FEWEST_DAYS - 1)])
    length = (last - first).days + 1
    step = next((step for step in STEPS if length <= step * MOST_BARS), STEPS[-1])
    spans = _spans(days, first, last, step)
    high = max(1, *(sum(cell for cell in span.cells if cell > 0) for span in spans))
    low = min(0, *(sum(cell for cell in span.cells if cell < 0) for span in spans))
    zero = HEIGHT * high // (high - low)
    bars = [
        bar for place, span in enumerate(spans) for bar in _bars(span, place, zero, zero / high)
    ]
    peak = max(span.total for span in spans)
    return Chart(spans, bars, step, zero, peak, SLOT * len(spans))


def _spans(days: Days, first: date, last: date, step: int) -> list[Span]:
    spans: list[Span] = []
    running = 0
    while first <= last:
        end = min(first + timedelta(days=step - 1), last)
        within = [cells for day, cells in days.items() if first <= day <= end]
        cells = [sum(each.get(language, 0) for each in within) for language in LANGUAGES]
        running += sum(cells)
        spans.append(Span(first, end, cells, sum(cells), running))
        first = end + timedelta(days=1)
    return spans


def _bars(span: Span, place: int, zero: int, scale: float) -> list[Bar]:
    """One language upon the other; those below zero hang from the line."""
    bars, top, bottom = [], zero, zero
    for language, number in zip(LANGUAGES, span.cells, strict=True):
        height = round(abs(number) * scale)
        if number > 0:
            top -= height
            bars.append(Bar(language, place * SLOT, top, height))
        elif number < 0:
            bars.append(Bar(language, place * SLOT, bottom, height))
            bottom += height
    return bars
