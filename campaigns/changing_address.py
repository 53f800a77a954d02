"""A signer's new address: it takes the place of the old one once it was confirmed from its own
mailbox. The signature counts all the while.
"""

from django.db import transaction
from django.db.models import F

from campaigns.address_changes import AddressChange
from campaigns.domains import domain_tag
from campaigns.joining import MOST_MAILS, free_slot, make_room, queue_behind_others
from campaigns.keys import index_of_address, open_keys
from campaigns.models import SLOTS, Signature, last_pending_day
from outbox.posting import post
from vault.tokens import (
    TokenExpired,
    TokenUnknown,
    check_token,
    derive_token,
    new_nonce,
    read_token,
)

NEW_ADDRESS, PURPOSE = "campaigns.new_address", "new-address"
MOVED = (
    *("sealed_name", "sealed_email", "sealed_place", "sealed_key_id"),
    *("email_index", "email_slot", "domain_tag", "nonce"),
)


class AddressTaken(Exception):
    """This person, or two others, signed with the new address already."""


class ChangeGone(Exception):
    """The link is malformed, forged, spent or past its day, or the signature stands no more."""


def ask_to_change(signature: Signature, email: str) -> None:
    """Mail a link to the new address, three times at most in the days of one change.

    Raises vault.keystore.KeyMissing.
    """
    keys = open_keys(signature.petition.public_id)
    with transaction.atomic():
        facts = {"sealed_email": b"", "expires_on": last_pending_day()}
        AddressChange.objects.get_or_create(signature=signature, defaults=facts)
        change = AddressChange.objects.select_for_update().get(signature=signature)
        if change.mails >= MOST_MAILS:
            return
        change.seal_email(keys, email)
        change.nonce, change.mails = new_nonce(), F("mails") + 1
        change.save()
        post(NEW_ADDRESS, change.pk, language=signature.language)


def change_token(change: AddressChange) -> str:
    return derive_token(PURPOSE, change.public_id, bytes(change.nonce), change.expires_on)


def find_change(text: str) -> AddressChange:
    """Raises ChangeGone."""
    try:
        token = read_token(text)
        rows = AddressChange.objects.filter(public_id=token.subject)
        change = rows.select_related("signature__petition").first()
        if change is None:
            raise TokenUnknown
        check_token(token, PURPOSE, change.nonce)
    except (TokenUnknown, TokenExpired) as error:
        raise ChangeGone from error
    return change


def confirm_change(change: AddressChange) -> Signature:
    """Move the signature to its new address; links mailed to the old one end.

    Raises AddressTaken, ChangeGone, vault.keystore.KeyMissing.
    """
    petition = change.signature.petition
    keys = open_keys(petition.public_id)
    email = change.email(keys)
    with transaction.atomic():
        index = index_of_address(keys, email)
        queue_behind_others(index)
        standing = Signature.objects.confirmed().identified().filter(withdrawn_at=None)
        row = standing.select_for_update().filter(pk=change.signature_id).first()
        if row is None or not AddressChange.objects.filter(pk=change.pk).delete()[0]:
            raise ChangeGone
        others = Signature.objects.of_address(petition, index).exclude(pk=row.pk)
        known = make_room(list(others), bytes(row.name_index))
        is_known = any(bytes(each.name_index) == bytes(row.name_index) for each in known)
        if is_known or len(known) >= len(SLOTS):
            raise AddressTaken
        if index != bytes(row.email_index):
            row.email_index, row.email_slot = index, free_slot(known)
        row.seal_identity(keys, name=row.name(keys), email=email, place=row.place(keys))
        row.domain_tag, row.nonce = domain_tag(email, keys), new_nonce()
        row.save(update_fields=MOVED)
        return row
