"""Marking: what a person reads about how a pair stands (templates/components/parity_mark.html)."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext

from cms.comparing import Lag, State
from cms.languages import NATIVE_NAMES


def mark_of(lag: Lag) -> dict[str, Any]:
    """The state in words, in the language of whoever looks; colour only repeats it."""
    return {
        "language": lag.language,
        "language_name": NATIVE_NAMES[lag.language],
        "state": lag.state,
        "state_name": State(lag.state).label,
        "is_urgent": lag.is_urgent,
        "age": age_of(lag),
        "work_name": State(lag.work).label if lag.work else "",
        "progress": _progress(lag),
        "waiting": lag.waiting,
    }


def _progress(lag: Lag) -> tuple[int, int] | None:
    """For a live version only while something is open: it was whole when it went live."""
    is_live = lag.state in {State.STALE, State.CURRENT}
    if lag.progress is None or (is_live and lag.progress[0] == lag.progress[1]):
        return None
    return lag.progress


def age_of(lag: Lag) -> str:
    """For how long readers have been missing it: one unit, such as “3 hours”; empty if they do
    not.
    """
    if not lag.is_owed or lag.since is None:
        return ""
    if timezone.now() - lag.since < timedelta(minutes=1):
        return gettext("just now")
    return timesince(lag.since, depth=1)
