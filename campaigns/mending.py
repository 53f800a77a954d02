"""Mending: signers correct what they said. The count stays; what is taken back from somebody who
has the name already is told to them.
"""

from dataclasses import dataclass

from django.db import transaction

from campaigns.airing import air
from campaigns.counting import uncount
from campaigns.exposing import rules_of
from campaigns.joining import queue_behind_others
from campaigns.keys import PetitionKeys, index_of_name, open_keys
from campaigns.models import Consent, Petition, Reason, Signature
from campaigns.tombstones import OFFICE, lay_tombstones, lift_tombstones, partner_key

FIELDS = (
    *("sealed_name", "sealed_email", "sealed_place", "sealed_key_id", "name_index"),
    *("region", "language", "shown_as", "goes_to_target"),
)


class NothingToMend(Exception):
    """Not confirmed yet (signing again corrects that), withdrawn or erased at the same moment, or
    sealed for an offline key: it stays as it is.
    """


class NameTaken(Exception):
    """The other person of this address has signed by this name."""


@dataclass(frozen=True)
class Correction:
    """What a signature shall say; `place` None keeps it, as long as the region stays."""

    name: str
    language: str
    region: str
    shown_as: str
    goes_to_target: bool
    partners: frozenset[int] = frozenset()
    place: str | None = None


def shows(petition: Petition) -> tuple[str, ...]:
    """What a petition of this exposure may show of a signer, least first."""
    return rules_of(petition.exposure).shown


def may_mend(signature: Signature) -> bool:
    """Whether there is a form that corrects it: its link and its code are spent, and it stands."""
    is_standing = signature.confirmed_at is not None and signature.withdrawn_at is None
    return is_standing and signature.sealed_offline is None


def mend(signature: Signature, correction: Correction) -> Signature:
    """Write a correction down; the row as it stands then.

    Raises NothingToMend, NameTaken, vault.keystore.KeyMissing.
    """
    keys = open_keys(signature.petition.public_id)
    while (row := _mend(signature, correction, keys)) is None:
        """It was counted again at that very moment: take it out once more."""
    return row


def _mend(signature: Signature, correction: Correction, keys: PetitionKeys) -> Signature | None:
    """None where the row was counted again between taking it out and locking it.

    Taken out before it is locked: who counts locks rows while others wait for the count.
    """
    standing = Signature.objects.confirmed().identified()
    standing = standing.filter(pk=signature.pk, withdrawn_at=None)
    with transaction.atomic():
        row = standing.first()
        if row is not None and _moves(row, correction):
            uncount([row.pk])
        queue_behind_others(bytes(signature.email_index))
        row = standing.select_for_update().first()
        if row is None:
            raise NothingToMend(signature.pk)
        if row.counted_at is not None and _moves(row, correction):
            return None
        before = _told(row, keys)
        _rewrite(row, correction, keys)
        _settle(row, correction)
        row.save(update_fields=FIELDS)
        if _told(row, keys) != before and Reason.objects.filter(signature=row).unsign():
            air(row.petition)
        return row


def _moves(row: Signature, correction: Correction) -> bool:
    """Does it stand elsewhere in the journals afterwards?"""
    return (row.language, row.region) != (correction.language, correction.region)


def _told(row: Signature, keys: PetitionKeys) -> tuple[str, str, str]:
    """What readers may see below its reason."""
    return row.name(keys), row.place(keys), row.region


def _rewrite(row: Signature, correction: Correction, keys: PetitionKeys) -> None:
    email, place = row.email(keys), correction.place
    if place is None:
        place = row.place(keys) if row.region == correction.region else ""
    name_index = index_of_name(keys, correction.name)
    others = Signature.objects.of_address(row.petition, bytes(row.email_index)).exclude(pk=row.pk)
    if others.filter(name_index=name_index).exists():
        raise NameTaken(row.pk)
    row.seal_identity(keys, name=correction.name, email=email, place=place)
    row.name_index = name_index
    row.language, row.region = correction.language, correction.region


def _settle(row: Signature, correction: Correction) -> None:
    """Choices, within what the petition's exposure allows, and who must be told of a change."""
    before = set(row.consents.values_list("partner", flat=True))
    offered = row.petition.partners.filter(receives_names=True).values_list("pk", flat=True)
    after = set(correction.partners) & ({*offered} | before)
    row.consents.exclude(partner__in=after).delete()
    Consent.objects.bulk_create(
        [Consent(signature=row, partner_id=pk) for pk in after - before], ignore_conflicts=True
    )
    had = {partner_key(pk) for pk in before} | ({OFFICE} if row.goes_to_target else set())
    has = {partner_key(pk) for pk in after} | ({OFFICE} if correction.goes_to_target else set())
    lay_tombstones(row, only=had - has)
    lift_tombstones(row, only=has - had)
    allowed = shows(row.petition)
    row.shown_as = correction.shown_as if correction.shown_as in allowed else allowed[0]
    row.goes_to_target = correction.goes_to_target
