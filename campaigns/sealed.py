"""What of a petition is sealed under its own keys: to be sealed anew, and to be tried."""

from typing import Any

from campaigns.address_changes import AddressChange
from campaigns.keys import open_keys, open_outcome_keys
from campaigns.models import OutcomeWish, Reason, Signature
from campaigns.receipts import Receipt
from campaigns.sheets import HEADINGS, Sheet, SheetPart
from vault.sealed_rows import SealedRows, register_sealed


def register() -> None:
    register_sealed(*KINDS, WISHES)


def _of_signature(field: str) -> Any:
    return lambda row: row.bound_to(field)


def _keys_of_signer(row: Any) -> Any:
    return open_keys(row.signature.petition.public_id).data


def _keys_of_petition(row: Any) -> Any:
    return open_keys(row.petition.public_id).data


KINDS = (
    SealedRows(
        "signers",
        lambda: Signature.objects.identified().select_related("petition"),
        {f"sealed_{field}": _of_signature(field) for field in ("name", "email", "place")},
        _keys_of_petition,
        key_id_column="sealed_key_id",
    ),
    SealedRows(
        "reasons",
        lambda: Reason.objects.select_related("signature__petition"),
        {"sealed_text": lambda row: row.signature.bound_to("reason")},
        _keys_of_signer,
    ),
    SealedRows(
        "new addresses of signers",
        lambda: AddressChange.objects.select_related("signature__petition"),
        {"sealed_email": lambda row: row.binding},
        _keys_of_signer,
    ),
    SealedRows(
        "receipts of erased signers",
        lambda: Receipt.objects.select_related("petition"),
        {"sealed_email": lambda row: Signature(public_id=row.signed_as).bound_to("email")},
        _keys_of_petition,
    ),
    SealedRows(
        "headings of sheets",
        lambda: Sheet.objects.select_related("collection__petition"),
        {"sealed_headings": lambda row: row.bound_to(HEADINGS)},
        lambda row: open_keys(row.collection.petition.public_id).data,
    ),
    SealedRows(
        "parts of sheets",
        lambda: SheetPart.objects.select_related("sheet__collection__petition"),
        {"sealed_rows": lambda row: row.sheet.bound_to(str(row.number))},
        lambda row: open_keys(row.sheet.collection.petition.public_id).data,
    ),
)
# By what a row of each kind finds its petition.
PETITION = {
    "signers": "petition",
    "reasons": "signature__petition",
    "new addresses of signers": "signature__petition",
    "receipts of erased signers": "petition",
    "headings of sheets": "collection__petition",
    "parts of sheets": "sheet__collection__petition",
}
WISHES = SealedRows(
    "wishes to be told an outcome",
    lambda: OutcomeWish.objects.select_related("petition"),
    {"sealed_address": lambda row: row.binding},
    lambda row: open_outcome_keys(row.petition.public_id).data,
)
