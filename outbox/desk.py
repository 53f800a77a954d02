"""The send desk: every broadcast, newest first, and one of them with all that is known of it.

No message is counted here while a broadcast is open (see outbox/tallying.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from outbox.broadcasts import Broadcast, BroadcastState, Why
from outbox.charting import draw
from outbox.failures import failures
from outbox.grouping import NAMES
from outbox.models import State
from outbox.naming import language_name, link_of, title_of
from outbox.nights import asleep
from outbox.progress import Progress, done_said, heard, left_said, pace_said, progress_of
from outbox.recalling import history
from outbox.results import results

PAGE = 20  # broadcasts of one screen


@dataclass(frozen=True)
class Row:
    """One broadcast of the list."""

    broadcast: Broadcast
    title: str
    state: str
    progress: Progress
    said: str
    lines: list[dict[str, Any]]

    @property
    def who(self) -> str:
        return self.broadcast.by.called if self.broadcast.by else ""


def overview(before: int | None = None) -> tuple[list[Row], int | None]:
    """A page of broadcasts and where the next one begins; one query, and what titles cost."""
    rows = Broadcast.objects.select_related("by").order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    page = found[:PAGE]
    return [_row(each) for each in page], page[-1].pk if len(found) > PAGE else None


def desk(broadcast: Broadcast) -> dict[str, Any]:
    """What the screen of one broadcast shows; twelve queries at most, however many letters."""
    progress = progress_of(broadcast)
    lines = failures(broadcast, progress.languages)
    may_pass = any(line.is_passing and line.failed for line in lines)
    return live(broadcast) | {
        "title": title_of(broadcast),
        "link": link_of(broadcast),
        "languages": [language_name(each) for each in progress.languages],
        "table": table(progress),
        "held": progress.held(),
        "history": history(broadcast),
        "failures": lines,
        "results": results(progress),
        "chart": draw(broadcast.counted.get("bars") or {}, progress.languages),
        "unknown": progress.in_state(State.UNKNOWN),
        "deeds": deeds_of(progress, may_retry=may_pass, may_wake=_may_wake(broadcast)),
    }


def live(broadcast: Broadcast) -> dict[str, Any]:
    """What changes while it leaves; no query."""
    progress = progress_of(broadcast)
    return {
        "progress": progress,
        "state": state_said(broadcast),
        "done": done_said(progress),
        "pace": pace_said(progress),
        "left": left_said(progress),
        "heard": heard(progress),
    }


def live_parts(broadcast: Broadcast) -> dict[str, Any]:
    """The same as plain facts, for the script that keeps an open screen fresh."""
    shown = live(broadcast)
    progress = shown["progress"]
    parts = {name: shown[name] for name in ("state", "done", "pace", "left")}
    for line in table(progress):
        parts |= {f"{line['key']}-{at}": cell for at, cell in enumerate(line["cells"])}
    return {
        "state": broadcast.state,
        "isOpen": progress.is_open,
        "percent": progress.percent,
        "heard": shown["heard"],
        "parts": parts,
    }


def table(progress: Progress) -> list[dict[str, Any]]:
    """States by language, and all of them at the end."""
    lines = []
    for state in State:
        cells = [progress.numbers.get(each, {}).get(state, 0) for each in progress.languages]
        facts = {"key": state.value, "name": capfirst(str(state.label))}
        lines.append({**facts, "cells": [*cells, sum(cells)]})
    return lines


def deeds_of(progress: Progress, *, may_retry: bool, may_wake: bool) -> Sequence[str]:
    """What may be done with it now."""
    state, deeds = progress.broadcast.state, []
    if state == BroadcastState.SENDING or progress.broadcast.waits_for_its_time:
        deeds.append("pause")
    if state == BroadcastState.PAUSED:
        deeds.append("resume")
    deeds += ["at_once"] if may_wake else []
    if state != BroadcastState.CANCELLED:
        deeds += ["resend"] if progress.in_state(State.UNKNOWN) else []
        deeds += ["retry"] if may_retry else []
    if not progress.broadcast.is_over:
        deeds.append("cancel")
    return deeds


def _may_wake(broadcast: Broadcast) -> bool:
    """Somebody's morning is waited for."""
    may = bool(settings.QUIET_HOURS) and not broadcast.is_over and not broadcast.is_urgent
    return may and asleep(broadcast.pk).exists()


def state_said(broadcast: Broadcast) -> str:
    """With what paused it, or the time it waits for."""
    if broadcast.state == BroadcastState.PAUSED and broadcast.why in Why:
        said = {"reason": Why(broadcast.why).label, "where": NAMES.get(broadcast.where)}
        if said["where"]:
            return _("Paused: %(reason)s (%(where)s)") % said
        return _("Paused: %(reason)s") % said
    if broadcast.waits_for_its_time:
        moment = date_format(timezone.localtime(broadcast.not_before), "DATETIME_FORMAT")
        return _("Waits until %(moment)s; its readers are looked up then") % {"moment": moment}
    return capfirst(str(broadcast.get_state_display()))


def _row(broadcast: Broadcast) -> Row:
    progress = progress_of(broadcast)
    held = {each.language: each for each in progress.held()}
    lines = [
        {
            "name": language_name(each),
            "total": progress.of(each),
            "sent": progress.numbers.get(each, {}).get(State.SENT, 0),
            "held": held.get(each),
        }
        for each in progress.languages
    ]
    return Row(
        broadcast, title_of(broadcast), state_said(broadcast), progress, done_said(progress), lines
    )
