"""The alarm rings beyond chance only, where it matters, and with few as well as with many."""

import pytest

from campaigns.comparing_shares import Share, differ


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Share(700, 1_000), Share(800, 1_000), True),
        (Share(78, 100), Share(80, 100), False),
        (Share(70, 100), Share(80, 100), False),
        (Share(0, 12), Share(90, 100), True),
        (Share(2, 4), Share(90, 100), False),
        (Share(0, 3), Share(3, 3), False),
        (Share(0, 5), Share(5, 5), True),
        (Share(995_000, 1_000_000), Share(998_000, 1_000_000), False),
        (Share(975_000, 1_000_000), Share(998_000, 1_000_000), True),
        (Share(0, 0), Share(50, 100), False),
        (Share(100, 100), Share(90, 90), False),
    ],
)
def test_shares_differ_beyond_chance_only(one, other, expected):
    assert differ(one, other) is expected
    assert differ(other, one) is expected


def test_a_hundred_percent_is_nobody_missing():
    assert [Share(part, 300).percent for part in (0, 299, 300)] == [0, 99, 100]
    assert Share(0, 0).percent is None
