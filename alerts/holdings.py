"""What Hub holds of readers who wait for a translation."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alerts.models import Waiting
from alerts.sweeping import KEEP_DAYS
from vault.holdings import About, Holding, Lies


def holdings() -> list[Holding]:
    until = ngettext(
        "until their one mail has left, %(number)s day at most",
        "until their one mail has left, %(number)s days at most",
        KEEP_DAYS,
    )
    return [
        Holding(
            About.READERS,
            _("Addresses that asked to be told when a translation is there, and of which story"),
            Lies.SEALED,
            until % {"number": KEEP_DAYS},
            Waiting.objects.all(),
        )
    ]
