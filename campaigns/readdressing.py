"""Correcting an address typed wrong: the row that the slip made moves to the right address.

Whoever corrects proves by the sealed token of the answer page what they typed a moment ago. So one
person's slip makes one row, and what was mailed to the wrong mailbox opens nothing any more. A
mailbox can be left like this once a week: otherwise who signs and corrects in turns could have it
mailed without end.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from campaigns.joining import CONFIRMATION, Wish, free_slot, queue_behind_others, take_wishes
from campaigns.keys import PetitionKeys, indexes_of, open_keys
from campaigns.models import SLOTS, Petition, Signature
from campaigns.signing import PetitionClosed, sign
from campaigns.slips import Slip
from outbox.posting import post, unpost
from vault.addresses import public_domain
from vault.switches import Switch, check_on
from vault.tokens import new_nonce

MADE_WITHIN = timedelta(hours=1)


def readdress(petition: Petition, wish: Wish, *, instead_of: str) -> None:
    """Sign with the corrected address of `wish`; the pending row of the wrong one does not stay.

    Says as little as signing does. Raises PetitionClosed, vault.keystore.KeyMissing,
    vault.switches.SwitchedOff.
    """
    check_on(Switch.SIGNING)
    if not petition.is_open:
        raise PetitionClosed(petition.pk)
    keys = open_keys(petition.public_id)
    wrong, name_index = indexes_of(keys, name=wish.name, email=instead_of)
    right, _name = indexes_of(keys, name=wish.name, email=wish.email)
    if wrong == right:
        sign(petition, wish)
        return
    with transaction.atomic():
        for index in sorted([wrong, right]):  # always in this order: two who swap never deadlock
            queue_behind_others(index)
        slip = _slip(petition, wrong, name_index)
        if slip is None:
            sign(petition, wish)
            return
        Slip.objects.create(petition=petition, email_index=wrong, language=wish.language)
        known = list(Signature.objects.of_address(petition, right))
        if len(known) < len(SLOTS) and name_index not in {bytes(each.name_index) for each in known}:
            _move(slip, wish, keys, right, free_slot(known))
            return
        unpost(CONFIRMATION, slip.pk)
        slip.delete()
        sign(petition, wish)


def _slip(petition: Petition, email_index: bytes, name_index: bytes) -> Signature | None:
    """The row that the same person made with the wrong address, still pending and an hour old at
    most; None once this address has been left.
    """
    if Slip.objects.filter(petition=petition, email_index=email_index).exists():
        return None
    rows = Signature.objects.pending().of_address(petition, email_index).select_for_update()
    since = timezone.now() - MADE_WITHIN
    return rows.filter(name_index=name_index, created_at__gte=since).first()


def _move(
    slip: Signature, wish: Wish, keys: PetitionKeys, email_index: bytes, email_slot: int
) -> None:
    slip.email_index, slip.email_slot = email_index, email_slot
    slip.nonce, slip.domain_tag = new_nonce(), public_domain(wish.email)
    slip.mails, slip.mailed_at = slip.mails + 1, timezone.now()
    take_wishes(slip, wish, keys)
    slip.save()
    unpost(CONFIRMATION, slip.pk)
    post(CONFIRMATION, slip.pk, language=wish.language)
