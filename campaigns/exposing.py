"""What each exposure class allows, as one table: verbs, mails, pages and exports ask it.

A class is what being known as a signer could cost. It is the upper bound of what a signer may
choose: what the class forbids is dropped in the verb, whatever was sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

OPEN, GUARDED, SEALED = "open", "guarded", "sealed"
NOTHING, FIRST_NAME, FULL_NAME = "nothing", "first", "full"
STATE, TOWN = "state", "town"

NETWORK_DAYS = 1  # the keyed tag of a network, whose key dies within a day
LONGEST_DAYS = 365  # after closing, where the names were never delivered
RECEIPT_HOURS = 24  # the longest that a sealed petition waits for its receipt to leave
OUTCOME_DAYS = 30  # after the outcome was told


class Mail(StrEnum):
    """The mails of a petition; each has a folder of templates of this name."""

    CONFIRMATION = "confirmation"
    REMINDER = "reminder"
    ALREADY = "already"
    RECEIPT = "receipt"
    THANKS = "thanks"
    UPDATE = "update"
    OUTCOME = "outcome"


class ExposureFixed(ValueError):
    """People signed under this class: it stays, except that open may become guarded."""


@dataclass(frozen=True)
class Handed:
    """What a recipient gets of a signer who agreed: name, place, and whether the server hands it
    over or stewards open it on a machine of their own.
    """

    name: str
    place: str
    is_offline: bool = False


@dataclass(frozen=True)
class Rules:
    """`days_kept` counts from the delivery, by field; 0: until the receipt has left."""

    shown: tuple[str, ...]
    shown_place: str
    target: Handed | None
    partner: Handed | None
    mails: frozenset[Mail]
    is_neutral: bool
    days_kept: Mapping[str, int]


@dataclass(frozen=True)
class Choices:
    """What a signer ticked."""

    shown_as: str = NOTHING
    goes_to_target: bool = False
    partners: tuple[int, ...] = ()
    wants_outcome: bool = False
    wants_updates: bool = False


RULES = {
    OPEN: Rules(
        shown=(NOTHING, FIRST_NAME, FULL_NAME),
        shown_place=TOWN,
        target=Handed(FULL_NAME, TOWN),
        partner=Handed(FULL_NAME, TOWN),
        mails=frozenset(Mail),
        is_neutral=False,
        days_kept={"name": 30, "email": 30, "place": 30},
    ),
    GUARDED: Rules(
        shown=(NOTHING, FIRST_NAME),
        shown_place=STATE,
        target=Handed(FULL_NAME, STATE),
        partner=Handed(FIRST_NAME, STATE),
        mails=frozenset(Mail) - {Mail.THANKS},
        is_neutral=True,
        days_kept={"name": 30, "email": 30, "place": 30},
    ),
    SEALED: Rules(
        shown=(NOTHING,),
        shown_place="",
        target=Handed(FULL_NAME, TOWN, is_offline=True),
        partner=None,
        mails=frozenset({Mail.CONFIRMATION, Mail.REMINDER, Mail.RECEIPT}),
        is_neutral=True,
        days_kept={"name": 0, "email": 0, "place": 0},
    ),
}


def rules_of(exposure: str) -> Rules:
    """An unknown class is the strictest one."""
    return RULES.get(exposure, RULES[SEALED])


def may_mail(exposure: str, mail: Mail) -> bool:
    return mail in rules_of(exposure).mails


def clamped(exposure: str, choices: Choices) -> Choices:
    """The choices without what the class forbids. A full name becomes a first name where that is
    the most that is shown.
    """
    rules = rules_of(exposure)
    return Choices(
        shown_as=_shown_at_most(rules, choices.shown_as),
        goes_to_target=choices.goes_to_target and rules.target is not None,
        partners=choices.partners if rules.partner else (),
        wants_outcome=choices.wants_outcome and Mail.OUTCOME in rules.mails,
        wants_updates=choices.wants_updates and Mail.UPDATE in rules.mails,
    )


def narrowed(choices: Choices, to: Choices) -> Choices:
    """What both of them allow; of the names, the one that shows less."""
    least_first = RULES[OPEN].shown
    return Choices(
        shown_as=min(choices.shown_as, to.shown_as, key=least_first.index),
        goes_to_target=choices.goes_to_target and to.goes_to_target,
        partners=tuple(each for each in choices.partners if each in to.partners),
        wants_outcome=choices.wants_outcome and to.wants_outcome,
        wants_updates=choices.wants_updates and to.wants_updates,
    )


def check_change(old: str, new: str, *, is_signed: bool) -> None:
    """Raises ExposureFixed."""
    if is_signed and old != new and (old, new) != (OPEN, GUARDED):
        raise ExposureFixed(new)


def _shown_at_most(rules: Rules, wanted: str) -> str:
    if wanted == FULL_NAME and FULL_NAME not in rules.shown:
        wanted = FIRST_NAME
    return wanted if wanted in rules.shown else NOTHING
