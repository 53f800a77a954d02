"""How long identities are kept: days by exposure, the day that follows, and the sentence about it.

A sealed petition's names are kept offline only; the day ends what is left of them here.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campaigns.exposing import LONGEST_DAYS, RULES


@dataclass(frozen=True)
class Clock:
    """Days after delivery, and days after closing whatever else happened or did not."""

    after_delivery: int
    after_closing: int


SEALED_DAYS = 30  # what is left of a sealed petition here: tags, language, coarse region
CLOCKS = {
    exposure: Clock(max(rules.days_kept.values()) or SEALED_DAYS, LONGEST_DAYS)
    for exposure, rules in RULES.items()
}


class Kept(Protocol):
    """What of a petition says how long its signers' identities are kept."""

    exposure: str
    erase_on: date | None
    retired_at: datetime | None
    held_since: datetime | None


def day_of_erasure(
    exposure: str, *, closed_at: datetime | None, delivered_at: datetime | None
) -> date | None:
    """The day (UTC) on which identities go; None while the petition goes on without an end."""
    clock = CLOCKS[exposure]
    ends = [
        moment.date() + timedelta(days=days)
        for moment, days in (
            (delivered_at, clock.after_delivery),
            (closed_at, clock.after_closing),
        )
        if moment is not None
    ]
    return min(ends, default=None)


def erasure_sentence(petition: Kept) -> str:
    """What readers are told of it, in the active language."""
    if petition.held_since is not None:
        told = _(
            "The clock is paused since %(day)s: a law or a court obliges us to keep names and "
            "addresses longer. They are erased once that is over."
        )
        return told % {"day": date_format(petition.held_since, "DATE_FORMAT")}
    if petition.retired_at is not None:
        told = _("The names and addresses of its signers were erased on %(day)s.")
        return told % {"day": date_format(petition.retired_at, "DATE_FORMAT")}
    if petition.erase_on is not None:
        told = _("Names and addresses are erased on %(day)s at the latest.")
        return told % {"day": date_format(petition.erase_on, "DATE_FORMAT")}
    clock = CLOCKS[petition.exposure]
    told = _(
        "Names and addresses are erased %(delivery)d days after they were delivered, and "
        "%(closing)d days after the petition closed at the latest."
    )
    return told % {"delivery": clock.after_delivery, "closing": clock.after_closing}
