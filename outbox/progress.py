"""The progress of one broadcast, from the numbers that are kept on its row; no query begins here.

Whoever reads the screen with their ears hears a tenth or a new state, not each number.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outbox.broadcasts import OPEN, Broadcast, BroadcastState
from outbox.models import State
from outbox.naming import in_order, language_name, why_held
from outbox.tallying import LATELY, Numbers, first_moment

LEFT_OVER = (State.QUEUED, State.DEFERRED, State.SENDING)
MINUTE, HOUR = 60, 3_600  # seconds
STEP = 10  # percent between two sentences for the ear


@dataclass(frozen=True)
class Held:
    """A language that waits, and how many letters wait with it."""

    language: str
    name: str
    number: int
    why: str


@dataclass(frozen=True)
class Progress:
    """Of all its letters. `pace` is letters a second over the last minute."""

    broadcast: Broadcast
    numbers: Numbers
    languages: list[str]
    pace: float

    @property
    def total(self) -> int:
        return sum(self.of(language) for language in self.languages)

    @property
    def left(self) -> int:
        return sum(self.waiting(language) for language in self.languages)

    @property
    def done(self) -> int:
        return self.total - self.left

    @property
    def percent(self) -> int:
        """Whole, and a hundred only when nobody waits any more."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def is_open(self) -> bool:
        """Whether its numbers may still change by themselves."""
        is_settling = self.left > 0 and not self.broadcast.tally
        return self.broadcast.state in OPEN or is_settling

    def of(self, language: str) -> int:
        return sum(self.numbers.get(language, {}).values())

    def waiting(self, language: str) -> int:
        return sum(self.numbers.get(language, {}).get(state, 0) for state in LEFT_OVER)

    def in_state(self, state: str) -> int:
        return sum(self.numbers.get(language, {}).get(state, 0) for language in self.languages)

    @property
    def seconds_left(self) -> float | None:
        """Until the open languages are through, at the pace measured; None if nobody can tell."""
        leaving = sum(self.waiting(each) for each in self.broadcast.languages)
        if self.broadcast.state != BroadcastState.SENDING or not self.pace or not leaving:
            return None
        return leaving / self.pace

    def held(self) -> list[Held]:
        """Languages that wait although readers of theirs are there."""
        if self.broadcast.is_over:
            return []
        closed = [each for each in self.languages if each not in self.broadcast.languages]
        return [
            Held(each, language_name(each), self.waiting(each), why_held(self.broadcast, each))
            for each in closed
            if self.waiting(each)
        ]


def progress_of(broadcast: Broadcast) -> Progress:
    numbers = broadcast.counted.get("numbers", {})
    if broadcast.is_over and broadcast.tally:
        numbers = broadcast.tally
    languages = in_order({*numbers, *broadcast.languages})
    return Progress(broadcast, numbers, languages, _pace(broadcast))


def _pace(broadcast: Broadcast) -> float:
    """Of a broadcast that leaves; one that began a while ago is not measured over a minute."""
    began = first_moment(broadcast.counted)
    if broadcast.state != BroadcastState.SENDING or began is None:
        return 0.0
    seconds = min(float(LATELY), max(1.0, _seconds_between(began, broadcast.counted_at)))
    return sum(broadcast.counted.get("lately", {}).values()) / seconds


def _seconds_between(began: datetime, until: datetime | None) -> float:
    return ((until or timezone.now()) - began).total_seconds()


def pace_said(progress: Progress) -> str:
    if progress.broadcast.state != BroadcastState.SENDING:
        return ""
    if not progress.pace:
        return _("Nothing left within the last minute.")
    pace = round(progress.pace, 1)
    pace = int(pace) if pace.is_integer() or pace > STEP else pace
    said = _("%(pace)s letters a second, over the last minute")
    return said % {"pace": intcomma(pace)}


def left_said(progress: Progress) -> str:
    seconds = progress.seconds_left
    if seconds is None:
        return ""
    if seconds < MINUTE:
        return _("Less than a minute left")
    if seconds < HOUR:
        minutes = round(seconds / MINUTE)
        said = ngettext("About %(number)s minute left", "About %(number)s minutes left", minutes)
        return said % {"number": minutes}
    hours = round(seconds / HOUR)
    said = ngettext("About %(number)s hour left", "About %(number)s hours left", hours)
    return said % {"number": hours}


def done_said(progress: Progress) -> str:
    facts: dict[str, Any] = {
        "done": intcomma(progress.done),
        "total": intcomma(progress.total),
        "percent": progress.percent,
    }
    return _("%(done)s of %(total)s (%(percent)s %%)") % facts


def heard(progress: Progress) -> str:
    """What is said aloud: a state, and the tenth that is reached."""
    tenth = progress.percent // STEP * STEP
    state = progress.broadcast.get_state_display()
    return _("%(state)s: %(percent)s %% done") % {"state": capfirst(str(state)), "percent": tenth}
