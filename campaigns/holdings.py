"""What Hub holds of signers, read from the table of exposure and from the rows themselves."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.address_changes import AddressChange
from campaigns.bundles import KEPT
from campaigns.clocks import CLOCKS
from campaigns.exposing import NETWORK_DAYS, OPEN, OUTCOME_DAYS
from campaigns.models import Bundle, OutcomeWish, Reason, Signature
from campaigns.receipts import Receipt
from campaigns.sheets import HOURS_KEPT, SheetPart
from campaigns.signatures import PENDING_DAYS
from campaigns.slips import LIFE, Slip
from vault.holdings import About, Holding, Lies

OF = About.SIGNERS


def holdings() -> list[Holding]:
    return [*_names(), *_marks(), *_choices(), *_papers(), *_passing()]


def _names() -> list[Holding]:
    held = Signature.objects.filter(erased_at=None)
    return [
        Holding(
            OF,
            _("Names, addresses and towns of signers"),
            Lies.SEALED,
            _clock(),
            held.filter(sealed_offline=None),
        ),
        Holding(
            OF,
            _("Names and addresses of signers of sealed petitions, once their receipt has left"),
            Lies.APART,
            _clock(),
            held.exclude(sealed_offline=None),
        ),
    ]


def _marks() -> list[Holding]:
    held = Signature.objects.filter(erased_at=None)
    return [
        Holding(
            OF,
            _("Marks by which an address or a name is found again within one petition"),
            Lies.DIGEST,
            _clock(),
            held,
        ),
        Holding(
            OF,
            _("Marks of networks, equal for those who signed from one network on one day"),
            Lies.DIGEST,
            _("as the name; the key to them %(days)s") % {"days": _days(NETWORK_DAYS)},
            held,
        ),
    ]


def _choices() -> list[Holding]:
    return [
        Holding(
            OF,
            _("Of each signature: petition, state, language, moment, what was chosen; no name"),
            Lies.OPEN,
            _("as long as the signature counts"),
            Signature.objects.all(),
        ),
        Holding(
            OF,
            _("Reasons for signing that nobody has allowed to be shown"),
            Lies.SEALED,
            _("as the name"),
            Reason.objects.exclude(state=Reason.State.SHOWN),
        ),
        Holding(
            OF,
            _("Addresses that want to know how a petition ends"),
            Lies.SEALED,
            _("%(days)s after the outcome was told") % {"days": _days(OUTCOME_DAYS)},
            OutcomeWish.objects.all(),
        ),
    ]


def _papers() -> list[Holding]:
    hours = ngettext("%(number)s hour", "%(number)s hours", HOURS_KEPT)
    return [
        Holding(
            OF,
            _("Lists of names on their way to an office or a partner, as files"),
            Lies.OPEN,
            _days(KEPT.days),
            Bundle.objects.filter(state=Bundle.State.READY),
        ),
        Holding(
            OF,
            _("Pages of signatures on paper that are being taken in"),
            Lies.SEALED,
            hours % {"number": HOURS_KEPT},
            SheetPart.objects.all(),
        ),
    ]


def _passing() -> list[Holding]:
    """What is here for a moment."""
    return [
        Holding(
            OF,
            _("New addresses of signers that wait to be confirmed"),
            Lies.SEALED,
            _days(PENDING_DAYS),
            AddressChange.objects.all(),
        ),
        Holding(
            OF,
            _("Addresses of erased signers, for their receipt"),
            Lies.SEALED,
            _("until it has left"),
            Receipt.objects.all(),
        ),
        Holding(
            OF,
            _("Addresses that were mistyped and corrected"),
            Lies.DIGEST,
            _days(LIFE.days),
            Slip.objects.all(),
        ),
    ]


def _clock() -> str:
    """The longest that any class of exposure allows."""
    clock = CLOCKS[OPEN]
    facts = {
        "pending": _days(PENDING_DAYS),
        "delivered": _days(max(each.after_delivery for each in CLOCKS.values())),
        "closed": _days(clock.after_closing),
    }
    return (
        _(
            "unconfirmed: %(pending)s; confirmed: %(delivered)s after the delivery, and "
            "%(closed)s after closing at the latest"
        )
        % facts
    )


def _days(number: int) -> str:
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}
