"""Watching: a broadcast that mail servers turn away is paused before it costs us their trust.

What the servers of one group of mailboxes say is added up over a while; a rate means nothing before
there are enough letters. A person looks and resumes; from there it is counted anew.
"""

import logging
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Now

from outbox.counting import beat
from outbox.grouping import group_of
from outbox.handing import Verdict
from outbox.models import Pulse, Why
from outbox.steering import NotPossible, pause
from outbox.telling_staff import tell_of_pause

log = logging.getLogger(__name__)
COLUMNS = {Verdict.REFUSED: "refused", Verdict.PUT_OFF: "put_off"}
ALARM = 20  # answers of one process that are looked at without waiting for a second to pass


@dataclass(frozen=True)
class Rule:
    """Pause when at least `rate` of at least `least` letters, and at least `bad` of them, …"""

    why: Why
    column: str
    window: timedelta
    least: int
    bad: int
    rate: float
    of_accepted: bool = False

    def is_broken(self, numbers: dict[str, int]) -> bool:
        bad, of = numbers[self.column], numbers["tried"]
        if self.of_accepted:
            of -= numbers["refused"] + numbers["put_off"]
        return of >= self.least and bad >= self.bad and bad >= self.rate * of


WHILE_SENDING, DAY = timedelta(minutes=10), timedelta(days=1)
RULES = (
    Rule(Why.REFUSALS, "refused", WHILE_SENDING, least=50, bad=10, rate=0.1),
    Rule(Why.DELAYS, "put_off", WHILE_SENDING, least=50, bad=25, rate=0.5),
    Rule(Why.BOUNCES, "bounced", DAY, least=100, bad=10, rate=0.05, of_accepted=True),
    # Gmail and Yahoo turn a sender away from 0.3 % on.
    Rule(Why.COMPLAINTS, "complained", DAY, least=500, bad=3, rate=0.003, of_accepted=True),
)
NUMBERS = ("tried", "refused", "put_off", "bounced", "complained")


class Watch:
    """What one process was told, until it is written down for all."""

    def __init__(self) -> None:
        self._told: dict[tuple[int, str], Counter] = defaultdict(Counter)
        self._bad = 0

    @property
    def is_alarmed(self) -> bool:
        return self._bad >= ALARM

    def note(self, broadcast_pk: int | None, address: str, verdict: Verdict | None = None) -> None:
        """A letter is handed over; with a verdict, what the server said to it."""
        column = COLUMNS.get(verdict) if verdict else "tried"
        if broadcast_pk and column:
            self._told[broadcast_pk, group_of(address)][column] += 1
            self._bad += column != "tried"

    def settle(self) -> None:
        """Write it down, and pause what has to be paused."""
        told, is_bad = dict(self._told), self._bad
        self._told.clear()
        self._bad = 0
        beat(told)
        if is_bad:
            for broadcast_pk in sorted({pk for pk, _group in told}):
                watch(broadcast_pk)


def watch(broadcast_pk: int) -> bool:
    """Pause this broadcast if a rule is broken, and tell staff once; True if it was paused."""
    for window in (WHILE_SENDING, DAY):
        rules = [rule for rule in RULES if rule.window == window]
        for group, numbers in _numbers(broadcast_pk, window).items():
            for rule in rules:
                if rule.is_broken(numbers) and _pause(broadcast_pk, rule, group):
                    return True
    return False


def _numbers(broadcast_pk: int, window: timedelta) -> dict[str, dict[str, int]]:
    rows = Pulse.objects.filter(broadcast=broadcast_pk, minute__gte=Now() - window).order_by()
    sums = rows.values("provider").annotate(**{name: Sum(name) for name in NUMBERS})
    return {
        group: dict(zip(NUMBERS, sum_, strict=True))
        for group, *sum_ in sums.values_list("provider", *NUMBERS)
    }


def _pause(broadcast_pk: int, rule: Rule, group: str) -> bool:
    """False where somebody else was first, or nothing is being sent any more."""
    try:
        with transaction.atomic():
            pause(broadcast_pk, rule.why, group)
            tell_of_pause(broadcast_pk)
    except NotPossible:
        return False
    log.warning("broadcast %s is paused: %s at %s", broadcast_pk, rule.why, group)
    return True
