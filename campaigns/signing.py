"""Signing and confirming: the two deeds of a signer. Nothing here tells whether an address is
known.
"""

from django.db import IntegrityError, transaction

from campaigns.joining import Wish, queue_behind_others, take_in
from campaigns.keys import PetitionKeys, indexes_of, open_keys
from campaigns.letter_versions import digest_of
from campaigns.models import Petition, Signature
from campaigns.settling import settle
from campaigns.signing_pages import AsRead, still
from outbox.posting import ALWAYS, NotSaved
from vault.metering import count_deed
from vault.switches import Switch, check_on
from vault.tokens import TokenUnknown, check_token, read_token

SLOT_TAKEN = "one_signature_per_slot"
PURPOSE = "confirm"


class PetitionClosed(Exception):
    """The petition takes no signatures (not open yet, paused, closed, or past its date)."""


class PageChanged(Exception):
    """The page or its petition is not as it was read: read it anew, and judge by that."""


class KeyNotHeld(Exception):
    """The stewards of this sealed petition have not proven lately that they hold its key."""


def letter_version(letter: str) -> str:
    """A short digest of the letter as it was shown."""
    return digest_of(letter)


def sign(petition: Petition, wish: Wish, *, as_read: AsRead | None = None) -> None:
    """Accept a signature, pending until confirmed by mail, once per person and petition.

    The same silence for new and known addresses. What the petition's exposure forbids is dropped.
    `as_read` says that the petition was remembered: then it is looked whether it is still so.
    Raises PageChanged, PetitionClosed, KeyNotHeld, vault.keystore.KeyMissing,
    vault.switches.SwitchedOff.
    """
    check_on(Switch.SIGNING)
    if not petition.is_open:
        raise PetitionClosed(petition.pk)
    if petition.exposure == Petition.Exposure.SEALED and not petition.holds_key:
        raise KeyNotHeld(petition.pk)
    keys = open_keys(petition.public_id)
    try:
        if not _signed(petition, wish, keys, as_read):
            _signed(petition, wish, keys, as_read, waits=True)
    except NotSaved:
        raise PageChanged(petition.pk) from None
    count_deed("sign", wish.language)


def _signed(
    petition: Petition,
    wish: Wish,
    keys: PetitionKeys,
    as_read: AsRead | None,
    *,
    waits: bool = False,
) -> bool:
    """False if another signer of this address took the place meanwhile. Who `waits` asks for its
    turn in a statement of its own, and after it sees all the others. Raises outbox.NotSaved.
    """
    indexes = indexes_of(keys, name=wish.name, email=wish.email)
    only_if = still(as_read) if as_read else ALWAYS
    try:
        with transaction.atomic():
            if waits:
                queue_behind_others(indexes[0])
            take_in(petition, wish, keys, indexes, only_if)
    except IntegrityError as error:
        if waits or SLOT_TAKEN not in str(error):
            raise
        return False
    return True


def find_signature(text: str) -> Signature:
    """The signature a mailed token belongs to. Raises TokenUnknown or TokenExpired
    (vault.tokens).
    """
    token = read_token(text)
    signature = Signature.objects.filter(public_id=token.subject).select_related("petition").first()
    if signature is None:
        raise TokenUnknown
    check_token(token, PURPOSE, signature.nonce)
    return signature


def confirm(signature: Signature) -> bool:
    """Count this signature from now on; True the first time. Confirming again changes nothing.
    Raises vault.switches.SwitchedOff.
    """
    check_on(Switch.SIGNING)
    with transaction.atomic():
        is_first = signature.confirm()
        if is_first:
            settle(signature.pk)
    if is_first:
        count_deed("confirm", signature.language)
    return is_first
