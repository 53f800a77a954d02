"""Erasing: the identity of a signature goes at once, in one statement; what stays of the row counts
or waits to be deleted.

A region is cut back to its state, by which the journals count, so nothing has to be counted anew.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from campaigns.address_changes import AddressChange
from campaigns.expiries import Expiry
from campaigns.holds import WaitingErasure, holds_requests
from campaigns.models import Consent, Reason, Signature
from campaigns.receipts import LONGEST, Receipt
from campaigns.tombstones import lay_tombstones
from campaigns.withdrawing import take_back
from outbox.models import Message
from outbox.posting import post
from vault.erasures import note_erasure

ERASED = "campaigns.erased"
ERASED_LINE = "campaigns.signature"  # in the journal of erasures, by public id
BATCH = 500
WITHDRAWN_DAYS = 30  # for so long who took a signature back may still look at what is stored
ERASE_SQL = """
UPDATE campaigns_signature SET
    sealed_name = '', sealed_email = '', sealed_place = '', sealed_offline = NULL,
    email_index = sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
    name_index = sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
    network_tag = '', domain_tag = '', region = split_part(region, '-', 1),
    shown_as = 'nothing', goes_to_target = false, wants_outcome = false, wants_updates = false,
    partner_choices = '{}', receipt_tag = NULL, sheet_page = '',
    nonce = uuid_send(gen_random_uuid()), erased_at = now()
WHERE id = ANY(%s) AND erased_at IS NULL
"""


def erase(signature: Signature) -> bool:
    """Withdraw a signature and erase its owner's identity; a receipt is posted to them.

    One that was never confirmed is deleted whole, without a mail. Erasing again changes nothing.
    False where a hold covers it (campaigns/holds.py): it is withdrawn, and erased when that ends.
    """
    with transaction.atomic():
        rows = Signature.objects.select_for_update().filter(pk=signature.pk, erased_at=None)
        row = rows.first()
        if row is None:
            return True
        if row.confirmed_at is None:
            note_erasure(ERASED_LINE, [row.public_id])
            row.delete()
            return True
        if holds_requests(row.petition_id):
            WaitingErasure.objects.get_or_create(signature=row)
            take_back(row)
            return False
        note_erasure(ERASED_LINE, [row.public_id])
        lay_tombstones(row)
        _post_receipt(row)
        row.withdraw()
        erase_identities([row.pk])
    return True


def erase_identities(ids: Iterable[int]) -> int:
    """Blank every column that says who signed, renew what finds a row again, and drop consents.

    Within the caller's transaction; returns how many rows were erased now.
    """
    ids = list(ids)
    Consent.objects.filter(signature__in=ids).delete()
    Reason.objects.filter(signature__in=ids).delete()
    AddressChange.objects.filter(signature__in=ids).delete()
    with connection.cursor() as cursor:
        cursor.execute(ERASE_SQL, [ids])
        return cursor.rowcount


def tidy_leavers() -> None:
    """What leaving leaves behind: old withdrawn identities, requests that a hold kept waiting, rows
    taken out of the count, receipts that went out, and addresses that nobody confirmed.
    """
    _erase_withdrawn()
    _erase_who_waited()
    _delete_uncounted()
    _forget_receipts()
    today = timezone.now().date()
    AddressChange.objects.filter(expires_on__lt=today).delete()


def _post_receipt(row: Signature) -> None:
    if not row.sealed_email:
        return
    receipt = Receipt.objects.create(
        petition_id=row.petition_id, signed_as=row.public_id, sealed_email=bytes(row.sealed_email)
    )
    post(ERASED, receipt.pk, language=row.language)


def _erase_withdrawn() -> None:
    before = timezone.now() - timedelta(days=WITHDRAWN_DAYS)
    old = Signature.objects.filter(withdrawn_at__lt=before, erased_at=None)
    old = old.filter(petition__held_since=None)
    found = dict(old.values_list("pk", "public_id")[:BATCH])
    with transaction.atomic():
        note_erasure(ERASED_LINE, found.values())
        erase_identities(found)


def _erase_who_waited() -> None:
    waiting = WaitingErasure.objects.select_related("signature")
    free = waiting.filter(signature__petition__held_since=None)
    for each in free.order_by("pk")[:BATCH]:
        if erase(each.signature):
            each.delete()


def _delete_uncounted() -> None:
    """Rows that count no more and belong to nobody any more, once the journals let go of them. Only
    their number stays, for the public account.
    """
    left = Signature.objects.filter(counted_at=None).exclude(withdrawn_at=None)
    left = left.exclude(erased_at=None).order_by("pk")
    with transaction.atomic():
        locked = left.select_for_update(of=("self",), skip_locked=True)
        gone = list(locked.values_list("pk", "petition_id", "is_in_person")[:BATCH])
        Signature.objects.filter(pk__in=[pk for pk, _petition, _way in gone]).delete()
        Expiry.objects.add_taken_back(Counter((petition, way) for _pk, petition, way in gone))


def _forget_receipts() -> None:
    ids = list(Receipt.objects.values_list("pk", flat=True))
    waiting = Message.objects.unfinished().of(ERASED, ids)
    recent = Receipt.objects.filter(created_at__gte=timezone.now() - LONGEST)
    kept = recent.filter(pk__in=waiting.values("subject_id")).values_list("pk", flat=True)
    Receipt.objects.filter(pk__in=ids).exclude(pk__in=list(kept)).delete()
