"""Sentences about a count, in the active language: one rule of plurals and one of digits."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import ngettext


def signed(count: int) -> str:
    """`1 person has signed`, `1,850 people have signed`."""
    sentence = ngettext("%(number)s person has signed", "%(number)s people have signed", count)
    return sentence % {"number": intcomma(count)}


def goal_told(goal: int) -> str:
    sentence = ngettext("Goal: %(number)s signature", "Goal: %(number)s signatures", goal)
    return sentence % {"number": intcomma(goal)}
