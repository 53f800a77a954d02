"""Holding: why no broadcast leaves at the moment although none is paused, for whoever waits."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from outbox.budgets import left_today
from outbox.opening import Shut, why_shut
from outbox.pacing import pace


class Hold(models.TextChoices):
    BUDGET = "budget", _("all letters of today's budget are sent; it goes on tomorrow")
    SILENCE = "silence", _("the mail provider asked us to wait a while")


def what_holds() -> Shut | Hold | None:
    """None while broadcasts may leave; else the reason, whose label a screen can show."""
    if shut := why_shut():
        return shut
    if left_today() == 0:
        return Hold.BUDGET
    kept = pace()
    kept.look()
    return Hold.SILENCE if kept.is_held else None
