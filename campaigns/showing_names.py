"""Names of signers that readers see: only of those who agreed and count, within the exposure."""

from typing import Any

from campaigns.exposing import FULL_NAME, NOTHING, TOWN, clamped, rules_of
from campaigns.keys import PetitionKeys, open_keys
from campaigns.regions import ABROAD, area_of
from campaigns.signatures import Signature
from vault.sealing import CannotUnseal

NEWEST = 50


def shown_name(signature: Signature, keys: PetitionKeys) -> str:
    """`María, MA`, `María Peña`, or empty: whatever was stored, never more than the class shows.

    Raises vault.sealing.CannotUnseal.
    """
    exposure = signature.petition.exposure
    shown_as = clamped(exposure, signature.choices).shown_as
    if shown_as == NOTHING or not signature.counts or signature.erased_at:
        return ""
    name = signature.name(keys)
    if shown_as == FULL_NAME:
        return name
    place = _place(signature, keys) if rules_of(exposure).shown_place == TOWN else _state(signature)
    first = name.split()[0] if name.split() else ""
    return f"{first}, {place}" if first and place else first


def newest_names(petition: Any) -> list[str]:
    """The newest who agreed to be shown, opened with one look into the keystore.

    Raises vault.keystore.KeyMissing.
    """
    if rules_of(petition.exposure).shown == (NOTHING,):
        return []
    agreed = Signature.objects.counting().identified().filter(petition=petition)
    agreed = agreed.exclude(shown_as=NOTHING).order_by("-created_at")
    rows = list(agreed[:NEWEST])
    keys = open_keys(petition.public_id) if rows else None
    return [name for row in rows if keys and (name := _name(row, petition, keys))]


def _name(signature: Signature, petition: Any, keys: PetitionKeys) -> str:
    signature.petition = petition
    try:
        return shown_name(signature, keys)
    except CannotUnseal:
        return ""


def _place(signature: Signature, keys: PetitionKeys) -> str:
    return signature.place(keys).partition("|")[0] or _state(signature)


def _state(signature: Signature) -> str:
    area = area_of(signature.region)
    return "" if area == ABROAD else area
