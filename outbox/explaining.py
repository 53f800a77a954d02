"""Explaining: why a message did not arrive, from a reply code or a word of ours to plain words.

Servers use the same code for different things; what is told is what it most often means. Enhanced
codes (RFC 3463: 5.1.1, 4.2.2) say more, where a report has brought one.
"""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from outbox.models import CAME_BACK, NO_SUCH_MAILBOX, State

ENHANCED = re.compile(r"[245]\.(\d{1,3})\.(\d{1,3})")
FULL_CODES, LOG_IN_CODES = {"452", "552"}, {"530", "534", "535", "538"}
CLOSED, TRANSACTION_FAILED, REFUSED_BY_RULE = "421", "554", "571"
AWAY_WORDS = {"refused", "timeout", "dns", "tls", "unsupported", "disconnect"}
OUR_WORDS = {"opener", "unsendable"}


class Cause(models.TextChoices):
    MAILBOX = "mailbox", _("There is no such mailbox")
    FULL = "full", _("The mailbox is full")
    UNWANTED = "unwanted", _("Refused as unwanted mail, or by a rule of that server")
    BUSY = "busy", _("The server put it off too often")
    AWAY = "away", _("The mail server could not be reached, or refused our log-in")
    OURS = "ours", _("Hub could not write the letter")
    RETURNED = "returned", _("It was accepted, and came back")
    SPARED = "spared", _("Not sent: the address asked for silence, or its mail comes back")
    DOUBT = "doubt", _("Nobody knows whether it arrived")
    OTHER = "other", _("Another reason")


# The same letter may arrive another time.
PASSING = frozenset({Cause.FULL, Cause.BUSY, Cause.AWAY, Cause.OURS})
# Worth another try once somebody has mended what was refused; the others never are.
RETRIABLE = PASSING | {Cause.UNWANTED, Cause.OTHER}


def cause_of(state: str, code: str) -> Cause | None:
    """Why a message stands where it stands; None if nothing went wrong with it."""
    if state == State.SUPPRESSED:
        return Cause.SPARED
    if state == State.UNKNOWN:
        return Cause.DOUBT
    if code == CAME_BACK:
        return Cause.RETURNED
    if state not in {State.FAILED, State.DEFERRED}:
        return None
    return _of_code(code)


def _of_code(code: str) -> Cause:
    is_of_address, bare = code.startswith(NO_SUCH_MAILBOX), code.removeprefix(NO_SUCH_MAILBOX)
    if found := ENHANCED.fullmatch(bare):
        return _of_enhanced(int(found[1]), int(found[2]))
    if bare in OUR_WORDS:
        return Cause.OURS
    if bare in AWAY_WORDS | LOG_IN_CODES or bare == CLOSED:
        return Cause.AWAY
    if bare in FULL_CODES:
        return Cause.FULL
    if bare in {TRANSACTION_FAILED, REFUSED_BY_RULE}:
        return Cause.UNWANTED
    if bare.startswith("4"):
        return Cause.BUSY
    if bare.startswith("5"):
        return Cause.MAILBOX if is_of_address else Cause.UNWANTED
    return Cause.OTHER


def _of_enhanced(subject: int, detail: int) -> Cause:
    if (subject, detail) == (2, 2):
        return Cause.FULL
    return {1: Cause.MAILBOX, 2: Cause.MAILBOX, 4: Cause.AWAY, 6: Cause.UNWANTED}.get(
        subject, Cause.UNWANTED if subject == 7 else Cause.OTHER
    )
