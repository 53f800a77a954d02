"""How large a surge is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """How many have signed already, how many of them are struck out meanwhile, and how long it
    takes: rounds of some seconds for each target, then everything at once.
    """

    people: int = 100_000
    struck: int = 20_000
    rounds: int = 5
    seconds: float = 3.0
    bustle_seconds: float = 20.0


QUICK = Scale(people=2_000, struck=1_000, rounds=1, seconds=1.0, bustle_seconds=4.0)
MILLION = Scale(people=1_000_000)
