"""What Hub holds of subscribers, of those who left, and of lists that are brought."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from supporters.brought_lists import HOURS_KEPT
from supporters.days import LEFT_DAYS, PENDING_DAYS
from supporters.models import Departure, ListPart, Newcomer, Supporter
from vault.holdings import About, Holding, Lies

OF = About.SUBSCRIBERS


def holdings() -> list[Holding]:
    return [*_subscribers(), *_brought(), *_departed()]


def _subscribers() -> list[Holding]:
    days = {"pending": PENDING_DAYS, "left": LEFT_DAYS}
    until = _("unconfirmed: %(pending)s days; after leaving: %(left)s days; erased: at once")
    return [
        Holding(
            OF,
            _("Addresses of people who asked for our alerts"),
            Lies.SEALED,
            until % days,
            Supporter.objects.all(),
        ),
        Holding(
            OF,
            _("What they chose: language, topics, rhythm, state, and the days of their choices"),
            Lies.OPEN,
            _("as long as the address"),
            Supporter.objects.confirmed(),
        ),
    ]


def _brought() -> list[Holding]:
    hours = ngettext("%(number)s hour", "%(number)s hours", HOURS_KEPT)
    days = ngettext("%(number)s day", "%(number)s days", settings.ANSWER_DAYS)
    facts = {"days": days % {"number": settings.ANSWER_DAYS}}
    return [
        Holding(
            OF,
            _("Addresses that a list brought and that were not asked yet"),
            Lies.SEALED,
            _("until they are asked; without an answer %(days)s more") % facts,
            Newcomer.objects.all(),
        ),
        Holding(
            OF,
            _("Parts of lists that are being taken in, up to 500 people each"),
            Lies.SEALED,
            hours % {"number": HOURS_KEPT},
            ListPart.objects.all(),
        ),
    ]


def _departed() -> list[Holding]:
    return [
        Holding(
            OF,
            _("Addresses that left, and on which day"),
            Lies.DIGEST,
            _("for good, so that no list brings them back"),
            Departure.objects.all(),
        )
    ]
