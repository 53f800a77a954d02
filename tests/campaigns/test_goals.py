"""A goal is never reached for readers: the next one takes its place in time."""

import pytest

from campaigns.goals import next_goal
from campaigns.models import Petition


@pytest.mark.parametrize(
    ("count", "first", "shown"),
    [
        (0, 100, 100),
        (89, 100, 100),
        (90, 100, 250),
        (0, 3_000, 3_000),
        (2_700, 3_000, 5_000),
        (44_999, 100, 50_000),
        (45_000, 100, 100_000),
        (90_000, 100, 200_000),
        (1_000_000, 100, 1_200_000),
        (0, 120_000, 120_000),
        (120_000, 120_000, 200_000),
    ],
)
def test_the_next_goal_is_shown_before_the_last_one_is_full(count, first, shown):
    assert next_goal(count, first) == shown


def test_a_goal_that_does_not_grow_stays():
    assert Petition(goal=100, goal_grows=False).goal_at(5_000) == 100
