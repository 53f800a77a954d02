"""Who may stand in a bundle, and what of them: what they ticked, bounded by the exposure.

Asked at the moment of building. What somebody takes back later is told to the recipient
(campaigns/bundling/taking_back.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from campaigns.bundles import Bundle, Handover
from campaigns.exposing import FULL_NAME, TOWN, rules_of
from campaigns.keys import PetitionKeys
from campaigns.models import Partner, Signature
from campaigns.regions import area_of
from campaigns.signatures import SignatureQuerySet


@dataclass(frozen=True)
class Disclosure:
    """What a recipient may be told of each signer who agreed."""

    names: bool
    full_name: bool = False
    place: bool = False  # town and county


@dataclass(frozen=True)
class Entry:
    """A signer as the recipient gets them; what may not be told is empty."""

    signature_id: int
    name: str
    town: str
    county: str
    state: str
    in_person: bool

    @property
    def place_first(self) -> tuple[str, ...]:
        """Sorted by state, county and name; an unknown place comes last."""
        return (self.state or "~", self.county or "~", self.name.casefold())


NOTHING = Disclosure(names=False)


def disclosure_of(bundle: Bundle) -> Disclosure:
    """A sealed petition's names are opened offline only: its bundle carries numbers."""
    rules = rules_of(bundle.petition.exposure)
    handed = rules.partner if bundle.is_for_partner else rules.target
    if handed is None or handed.is_offline:
        return NOTHING
    return Disclosure(names=True, full_name=handed.name == FULL_NAME, place=handed.place == TOWN)


def agreeing(bundle: Bundle) -> SignatureQuerySet:
    """Whose names this recipient may get: of a partner that receives names no more, nobody's."""
    if bundle.is_for_partner and not _receives_names(bundle):
        return Signature.objects.none()
    return willing(bundle)


def willing(bundle: Bundle) -> SignatureQuerySet:
    """Signatures that count, whose owners agreed to this recipient, and that can be opened."""
    is_orphaned = bundle.is_for_partner and bundle.partner_id is None
    if is_orphaned or not disclosure_of(bundle).names:
        return Signature.objects.none()
    counting = Signature.objects.counting().identified().filter(petition=bundle.petition_id)
    if not bundle.is_for_partner:
        return counting.filter(goes_to_target=True)
    return counting.filter(consents__partner=bundle.partner_id)


def _receives_names(bundle: Bundle) -> bool:
    return Partner.objects.filter(pk=bundle.partner_id, receives_names=True).exists()


def not_handed_over(bundle: Bundle) -> SignatureQuerySet:
    """Those of them whom this recipient never got: a later bundle has the late ones only."""
    before = Handover.objects.filter(signature=OuterRef("pk"), to=bundle.to)
    return agreeing(bundle).exclude(Exists(before)).order_by("pk")


def entries(bundle: Bundle, signatures: Iterable[Signature], keys: PetitionKeys) -> list[Entry]:
    """Opened and sorted by place. Raises vault.sealing.CannotUnseal."""
    rule = disclosure_of(bundle)
    opened = [_entry(signature, rule, keys) for signature in signatures]
    return sorted(opened, key=lambda entry: entry.place_first)


def _entry(signature: Signature, rule: Disclosure, keys: PetitionKeys) -> Entry:
    name = signature.name(keys)
    town, _bar, county = signature.place(keys).partition("|") if rule.place else ("", "", "")
    return Entry(
        signature_id=signature.pk,
        name=name if rule.full_name else first_name(name),
        town=town,
        county=county,
        state=area_of(signature.region),
        in_person=signature.is_in_person,
    )


def first_name(name: str) -> str:
    """The first word alone: of a name of two given names, one."""
    return name.split()[0] if name.split() else ""
