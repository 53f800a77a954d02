"""What Hub holds of people who wrote to the newsroom in confidence."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tips.days import TIP_DAYS
from tips.models import Posted, Tip
from vault.holdings import About, Holding, Lies


def holdings() -> list[Holding]:
    days = ngettext(
        "%(number)s day, if nobody keeps it with a reason",
        "%(number)s days, if nobody keeps it with a reason",
        TIP_DAYS,
    )
    return [
        Holding(
            About.SOURCES,
            _("Messages to the newsroom in confidence, and how to reach who wrote"),
            Lies.SEALED,
            days % {"number": TIP_DAYS},
            Tip.objects.held(),
        ),
        Holding(
            About.SOURCES,
            _("That the same words were sent before, so that a form sent twice is one message"),
            Lies.DIGEST,
            _("one hour"),
            Posted.objects.all(),
        ),
    ]
