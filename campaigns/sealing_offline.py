"""Sealing for good: once its receipt has left, a signature of a sealed petition opens only offline.

The receipt is posted when the signature is confirmed. A tick seals those whose receipt has ended,
however it ended, and those confirmed a day ago: a dead mail server keeps no name. One statement
puts the blob in the place of what it seals, so a crash leaves either the one or the other. It is
sealed to the key that was proven last: to another one it might be sealed for nobody.
"""

import base64
import json
import logging
from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from campaigns.exposing import NOTHING, RECEIPT_HOURS, SEALED
from campaigns.key_proofs import proven_key
from campaigns.keys import PetitionKeys, open_keys
from campaigns.models import Petition, Signature
from campaigns.offline import OfflineKeyRefused, seal_offline
from campaigns.settling import RECEIPT
from campaigns.signatures import SignatureQuerySet
from outbox.models import Message
from vault.keystore import KeyMissing
from vault.sealing import CannotUnseal

log = logging.getLogger(__name__)
BATCH = 200
# What a sealed row no longer says. Its keyed tags, language and region stay.
EMPTIED = {
    "sealed_name": b"",
    "sealed_email": b"",
    "sealed_place": b"",
    "domain_tag": "",
    "network_tag": b"",
    "shown_as": NOTHING,
    "goes_to_target": False,
    "wants_outcome": False,
    "wants_updates": False,
    "partner_choices": [],
}
FILE_KIND, FILE_VERSION = "sealed signatures", 1


def seal_receipted() -> int:
    """Seal what is due in every sealed petition; returns how many."""
    return sum(_seal_petition(petition) for petition in Petition.objects.filter(exposure=SEALED))


def offline_file(petition: Petition) -> Iterator[bytes]:
    """Lines for the stewards: one that says what this is, then one blob for each that counts."""
    head = {"kind": FILE_KIND, "version": FILE_VERSION, "petition": str(petition.public_id)}
    yield json.dumps(head).encode() + b"\n"
    blobs = petition.signatures.filter(counts=True).exclude(sealed_offline=None).order_by("pk")
    for blob in blobs.values_list("sealed_offline", flat=True).iterator(chunk_size=1_000):
        yield base64.b64encode(bytes(blob)) + b"\n"


def due_to_seal(petition: Petition) -> SignatureQuerySet:
    """Confirmed, with an identity, and no receipt on its way (or none any more after a day)."""
    waiting = Message.objects.unfinished().filter(kind=RECEIPT, subject_id=OuterRef("pk"))
    too_long = timezone.now() - timedelta(hours=RECEIPT_HOURS)
    confirmed = Signature.objects.confirmed().identified().filter(petition=petition)
    return confirmed.filter(~Exists(waiting) | Q(confirmed_at__lt=too_long))


def _seal_petition(petition: Petition) -> int:
    sealed = 0
    try:
        keys, to = open_keys(petition.public_id), proven_key(petition)
        while number := _seal_batch(petition, keys, to):
            sealed += number
    except (KeyMissing, OfflineKeyRefused) as error:
        log.error("petition %s cannot be sealed: %s", petition.pk, type(error).__name__)
    return sealed


@transaction.atomic
def _seal_batch(petition: Petition, keys: PetitionKeys, to: str) -> int:
    due = due_to_seal(petition).order_by("pk").select_for_update(skip_locked=True, of=("self",))
    sealed = 0
    for signature in list(due[:BATCH]):
        try:
            blob = _blob(signature, keys, to)
        except CannotUnseal:
            log.error("signature %s cannot be opened, so it is not sealed", signature.pk)
            continue
        Signature.objects.filter(pk=signature.pk).update(sealed_offline=blob, **EMPTIED)
        sealed += 1
    return sealed


def _blob(signature: Signature, keys: PetitionKeys, to: str) -> bytes:
    """Empty for who took the signature back: nobody needs the name."""
    if signature.withdrawn_at:
        return b""
    return seal_offline(_facts(signature, keys), to)


def _facts(signature: Signature, keys: PetitionKeys) -> dict:
    town, _bar, county = signature.place(keys).partition("|")
    return {
        "name": signature.name(keys),
        "email": signature.email(keys),
        "town": town,
        "county": county,
        "region": signature.region,
        "language": signature.language,
        "goes_to_target": signature.goes_to_target,
    }
