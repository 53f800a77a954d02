"""What the newsroom's pages hold of people: how often pages were read, guests who translate."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.models import GuestLink, Reads
from cms.reads import DAYS_KEPT
from vault.holdings import About, Holding, Lies


def holdings() -> list[Holding]:
    days = ngettext("%(number)s day", "%(number)s days", DAYS_KEPT) % {"number": DAYS_KEPT}
    return [
        Holding(
            About.READERS,
            _("How often each page was read on a day; of whom, nothing"),
            Lies.NUMBERS,
            _("for good; after %(days)s as one number a month") % {"days": days},
            Reads.objects.all(),
        ),
        Holding(
            About.STAFF,
            _("Names of guests who translated a page, as they are to be credited"),
            Lies.OPEN,
            _("for good"),
            GuestLink.objects.all(),
        ),
    ]
