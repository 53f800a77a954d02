"""Withdrawing: a signer takes a signature back. It counts no more from the next tick on.

It cannot be undone: who changes their mind signs again, and is counted anew.
"""

from django.db import transaction

from campaigns.address_changes import AddressChange
from campaigns.models import Signature
from campaigns.tombstones import lay_tombstones
from outbox.posting import post
from vault.erasures import note_erasure

WITHDRAWN = "campaigns.withdrawn"
WITHDRAWN_LINE = "campaigns.withdrawn"  # in the journal of erasures, by public id


def withdraw(signature: Signature) -> bool:
    """Take back a confirmed signature, tell who has the name, and post a receipt; True once."""
    if signature.confirmed_at is None:
        return False
    with transaction.atomic():
        if not take_back(signature):
            return False
        post(WITHDRAWN, signature.pk, language=signature.language)
    return True


def take_back(signature: Signature) -> bool:
    """Out of the count, by whatever way it was asked for: written down for a restore, and told to
    who has the name; True once. Within the caller's transaction.
    """
    if not signature.withdraw():
        return False
    note_erasure(WITHDRAWN_LINE, [signature.public_id])
    lay_tombstones(signature)
    AddressChange.objects.filter(signature=signature).delete()
    return True
