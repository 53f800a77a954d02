"""What Hub holds of mail: that it left, and whom it must not reach; no text and no address."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outbox.hearing import KEEP as HEARD_KEPT
from outbox.models import Heard, Message, Reply, SoftBounce, StaffLetter, Suppression
from outbox.suppressing import SOFT_WINDOW
from outbox.sweeping import KEEP
from vault.holdings import About, Holding, Lies


def holdings() -> list[Holding]:
    return [*_mails(), *_addresses(), *_waiting()]


def _mails() -> list[Holding]:
    return [
        Holding(
            About.MAIL,
            _("That a mail waits, left or came back: its kind, language and moment; no address"),
            Lies.OPEN,
            _days(KEEP.days),
            Message.objects.all(),
        ),
        Holding(
            About.MAIL,
            _("What a mail server said of a mail: one word"),
            Lies.OPEN,
            _days(HEARD_KEPT.days),
            Heard.objects.all(),
        ),
    ]


def _addresses() -> list[Holding]:
    return [
        Holding(
            About.MAIL,
            _("Addresses that must not be written to again"),
            Lies.DIGEST,
            _("for good"),
            Suppression.objects.all(),
        ),
        Holding(
            About.MAIL,
            _("Addresses whose mail came back for a reason that may pass"),
            Lies.DIGEST,
            _days(SOFT_WINDOW.days),
            SoftBounce.objects.all(),
        ),
    ]


def _waiting() -> list[Holding]:
    return [
        Holding(
            About.MAIL,
            _("Addresses that answered one of our mails and get an automatic answer"),
            Lies.SEALED,
            _("until that answer has left; that one was given, two days"),
            Reply.objects.all(),
        ),
        Holding(
            About.MAIL,
            _("Mails to the people who work here"),
            Lies.SEALED,
            _("until they have left"),
            StaffLetter.objects.all(),
        ),
    ]


def _days(number: int) -> str:
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}
