"""Goals that grow: a full bar tells a reader that nobody needs them."""

STEPS = (100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000)
ROUND = 100_000  # beyond the last step, goals are multiples of this
CLOSE = 0.9  # of a goal: from there on the next one is shown


def next_goal(count: int, first: int) -> int:
    """The smallest step from `first` upwards that `count` signatures are not yet close to."""
    for step in (first, *(step for step in STEPS if step > first)):
        if count < step * CLOSE:
            return step
    step = max(first, STEPS[-1])
    while count >= step * CLOSE:
        step = (step // ROUND + 1) * ROUND
    return step
