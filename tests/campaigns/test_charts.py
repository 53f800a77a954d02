"""A chart has a bar for each number, whole, within its frame, however long the petition lives."""

from datetime import date, timedelta

from campaigns.charts import MOST_BARS, draw
from outbox.charting import HEIGHT

FIRST = date(2026, 1, 1)


def test_each_language_has_its_own_bar_upon_the_other():
    chart = draw({FIRST: {"en": 30, "es": 10}}, until=FIRST + timedelta(days=13))
    english, spanish = chart.bars
    assert (english.language, spanish.language) == ("en", "es")
    assert (english.height, spanish.height) == (750, 250)
    assert (spanish.y, spanish.y + spanish.height) == (0, english.y)
    assert [span.running for span in chart.spans] == [40] * 14


def test_a_day_on_which_many_withdrew_hangs_below_the_line():
    days = {FIRST: {"en": 30, "es": 0}, FIRST + timedelta(days=1): {"en": -10, "es": 0}}
    chart = draw(days, until=FIRST)
    up, down = chart.bars
    assert (up.y, up.y + up.height) == (0, chart.zero)
    assert (down.y, down.height) == (chart.zero, 250)
    assert chart.spans[-1].running == 20


def test_years_fit_into_as_many_bars_as_a_phone_shows_and_lose_nothing():
    days = {FIRST + timedelta(days=number): {"en": 1, "es": 2} for number in range(800)}
    chart = draw(days, until=max(days))
    assert len(chart.spans) <= MOST_BARS
    assert chart.spans[-1].running == sum(span.total for span in chart.spans) == 2_400
    assert all(bar.y >= 0 and bar.y + bar.height <= HEIGHT for bar in chart.bars)


def test_nobody_yet_is_two_weeks_without_a_bar():
    chart = draw({}, until=FIRST)
    assert (len(chart.spans), chart.bars, chart.peak) == (14, [], 0)
