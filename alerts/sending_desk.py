"""What the desk says of one alert: each language in a cell, what waits and why, what was done."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, Sum
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy

from alerts.alerts import Alert
from alerts.audience_forms import subjects_of
from alerts.audiences import Audience, counted
from alerts.choosing import Choice
from alerts.composing import Unready
from alerts.correcting import CORRECTION, told_the_old
from alerts.holding import CLOSED, why_held
from alerts.models import AlertPage
from alerts.presenting import said
from campaigns.models import SourceTally
from campaigns.recognising import can_be_asked
from campaigns.sourcing import mail_source
from cms.languages import LANGUAGES, NATIVE_NAMES
from outbox import models as outbox
from outbox.finishing import tally_of
from outbox.models import Broadcast
from users.models import User
from vault.auditing import noted

FEWEST_SPARED = 10  # a smaller number could tell who it was
STEPS = {
    "alert.chosen": gettext_lazy("Audience chosen"),
    "alert.asked": gettext_lazy("A second person was asked"),
    "alert.held": gettext_lazy("To be sent in ten minutes"),
    "alert.approved": gettext_lazy("Approved and sent"),
    "alert.called_off": gettext_lazy("Called off"),
    "alert.held_anew": gettext_lazy("The text changed: another ten minutes"),
    "alert.hold_over": gettext_lazy("Ten minutes passed: sent"),
    "alert.opened": gettext_lazy("A language became ready"),
    "alert.mended": gettext_lazy("The text was mended"),
    "alert.close": gettext_lazy("A language was closed"),
    "alert.behind": gettext_lazy("A text behind its original was let go"),
    "alert.correct": gettext_lazy("A correction was sent"),
}


@dataclass(frozen=True)
class Cell:
    """One language: readers (estimated until it is sent), and why they wait, if they do."""

    language: str
    readers: int
    states: list[tuple[str, int]] = field(default_factory=list)
    held: str = ""  # `closed`, or a code of Unready

    @property
    def name(self) -> str:
        return NATIVE_NAMES[self.language]

    @property
    def why(self) -> str:
        return said(self.held)

    @property
    def may_be_closed(self) -> bool:
        return self.held not in {"", CLOSED}

    @property
    def may_go_behind(self) -> bool:
        return self.held == Unready.STALE


def desk(alert: Alert) -> dict[str, Any]:
    """Everything but the form; a constant number of queries."""
    cells = cells_of(alert)
    return {
        "alert": alert,
        "name": subjects_of({alert.translation_key}).get(alert.translation_key, ""),
        "cells": cells,
        "total": sum(cell.readers for cell in cells),
        "unasked": alert.not_yet_signed is not None and not can_be_asked(alert.not_yet_signed),
        "spared": alert.spared if alert.spared >= FEWEST_SPARED else 0,
        "broadcast_url": broadcast_url(alert.broadcast),
        "corrections": corrections_of(alert),
        "rulings": list(alert.rulings.select_related("by")) if alert.pk else [],
        "results": results_of(alert),
        "log": _log_of(alert),
    }


def cells_of(alert: Alert, choice: Choice | None = None) -> list[Cell]:
    """By the rows of the outbox once there are some; by what is chosen until then."""
    if alert.broadcast and not alert.broadcast.is_ungathered:
        tally = tally_of(alert.broadcast)
        readers = {language: sum(states.values()) for language, states in tally.items()}
    else:
        tally, readers = {}, counted(choice.audience if choice else Audience.of(alert))
    chosen = choice.languages if choice else alert.languages
    return [
        Cell(
            language,
            readers.get(language, 0),
            _states(tally.get(language, {})),
            why_held(alert, language),
        )
        for language in LANGUAGES
        if language in chosen
    ]


def mark_of(choice: Choice) -> str:
    """A value that tells whether two choices are the same: what is sent is what was counted."""
    had = sorted(each.pk for each in choice.except_had)
    petition = choice.not_yet_signed and choice.not_yet_signed.pk
    facts = [choice.audience, had, petition, choice.not_before]
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def corrections_of(alert: Alert) -> list[dict[str, Any]]:
    """Mended texts with how many had the one before, those that can still be asked for first."""
    mendings = alert.mendings.select_related("asked_by") if alert.pk else []
    return [
        {
            "mending": each,
            "readers": 0 if each.asked_at else told_the_old(each).count(),
            "broadcast_url": broadcast_url(_correction(each.pk)) if each.started_at else "",
        }
        for each in mendings
    ]


def results_of(alert: Alert) -> list[dict[str, Any]]:
    """Signatures that came by its mails, for each petition: numbers, nobody is followed."""
    pages = AlertPage.objects.filter(translation_key=alert.translation_key)
    sources = [mail_source(pk) for pk in pages.values_list("pk", flat=True)]
    rows = SourceTally.objects.filter(source__in=sources).order_by("petition__name")
    by_language = {code: Sum("count", filter=Q(language=code), default=0) for code in LANGUAGES}
    found: Any = rows.values("petition__name").annotate(total=Sum("count"), **by_language)
    return [
        {
            "petition": row["petition__name"],
            "total": row["total"],
            "languages": [(NATIVE_NAMES[code], row[code]) for code in LANGUAGES],
        }
        for row in found
    ]


def broadcast_url(broadcast: Broadcast | None) -> str:
    """Where its progress is shown; empty where no screen is installed."""
    if broadcast is None:
        return ""
    try:
        return reverse("outbox_broadcast", args=[broadcast.pk])
    except NoReverseMatch:
        return ""


def _states(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    return [
        (str(outbox.State(state).label), numbers[state])
        for state in outbox.State.values
        if numbers.get(state)
    ]


def _correction(mending_pk: int) -> Broadcast | None:
    return Broadcast.objects.filter(kind=CORRECTION, subject_id=mending_pk).first()


def _log_of(alert: Alert) -> list[dict[str, Any]]:
    """Every step, oldest first: when, what, and by whom."""
    entries = list(noted(alert.pk, *STEPS)) if alert.pk else []
    people = User.objects.in_bulk([entry.actor for entry in entries if entry.actor])
    return [
        {"at": entry.at, "step": STEPS[entry.deed], "by": people.get(entry.actor or 0)}
        for entry in entries
    ]
