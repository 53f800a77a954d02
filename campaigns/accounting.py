"""Accounting to signers for what is stored about them: as a page, and as data to take away."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campaigns.keys import open_keys
from campaigns.models import Signature
from campaigns.regions import ABROAD
from campaigns.targets import names_of, targets_of
from cms.languages import language_name
from vault.addresses import masked


@dataclass(frozen=True)
class Stored:
    """What opens with the petition's keys; all empty once it is sealed for an offline key."""

    name: str = ""
    email: str = ""
    place: str = ""


def stored_of(signature: Signature) -> Stored:
    """Raises vault.keystore.KeyMissing, vault.sealing.CannotUnseal."""
    if signature.sealed_offline is not None:
        return Stored()
    keys = open_keys(signature.petition.public_id)
    return Stored(signature.name(keys), signature.email(keys), signature.place(keys))


def account_of(signature: Signature, stored: Stored) -> list[dict[str, str]]:
    """Each fact with its name, in the active language; the address is masked."""
    partners = [each.partner.name for each in signature.consents.select_related("partner")]
    shown = signature.get_shown_as_display()
    hidden = _("sealed, to be opened offline only")
    nobody = _("not handed over")
    is_sealed = signature.sealed_offline is not None
    told = [
        (_("Name"), hidden if is_sealed else stored.name),
        (_("E-mail"), hidden if is_sealed else masked(stored.email)),
        (_("Where you live"), _place(signature, stored)),
        (_("Signed on"), date_format(signature.created_at, "DATE_FORMAT")),
        (_("Language of our letters to you"), language_name(signature.language)),
        (_("Readers of the page see"), shown),
        (_("Handed to the office"), _("yes") if signature.goes_to_target else nobody),
        (_("Handed to partners"), ", ".join(partners) or nobody),
    ]
    return [{"label": str(label), "value": str(value)} for label, value in told if value]


def data_of(signature: Signature, stored: Stored) -> dict[str, Any]:
    """Everything a signature holds that says something about its owner, under plain names."""
    moments = ("created_at", "confirmed_at", "withdrawn_at")
    partners = signature.consents.values_list("partner__name", flat=True)
    return {
        "petition": names_of(targets_of(signature.petition), signature.language),
        "name": stored.name,
        "email": stored.email,
        "place": stored.place.replace("|", ", "),
        "region": signature.region,
        "language": signature.language,
        "letter_version": signature.letter_version,
        "came_by": signature.source,
        "signed": signature.way,
        "shown_on_the_page": signature.shown_as,
        "handed_to_the_office": signature.goes_to_target,
        "handed_to_partners": sorted(partners),
        "told_how_it_ends": signature.wants_outcome,
        "gets_news": signature.wants_updates,
        **{moment: _moment(getattr(signature, moment)) for moment in moments},
    }


def _moment(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def _place(signature: Signature, stored: Stored) -> str:
    state, _dash, prefix = signature.region.partition("-")
    if state == ABROAD:
        return _("outside the United States")
    if not prefix:
        return state
    facts = {"state": state, "prefix": prefix, "town": stored.place.partition("|")[0]}
    if facts["town"]:
        return _("%(town)s (%(state)s, ZIP codes that begin with %(prefix)s)") % facts
    return _("%(state)s, ZIP codes that begin with %(prefix)s") % facts
