"""Erasing: the identity of a signature goes at once, in one statement; what stays of the row counts
or waits to be deleted.

A region is cut back to its state, by which the journals count, so nothing has to be counted anew.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from campaigns.address_changes import AddressChange
from campaigns.models import Consent, Reason, Signature
from campaigns.receipts import LONGEST, Receipt
from campaigns.tombstones import lay_tombstones
from outbox.models import Message
from outbox.posting import post

ERASED = "campaigns.erased"
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


def erase(signature: Signature) -> None:
    """Withdraw a signature and erase its owner's identity; a receipt is posted to them.

    One that was never confirmed is deleted whole, without a mail. Erasing again changes nothing.
    """
    with transaction.atomic():
        rows = Signature.objects.select_for_update().filter(pk=signature.pk, erased_at=None)
        row = rows.first()
        if row is None:
            return
        if row.confirmed_at is None:
            row.delete()
            return
        lay_tombstones(row)
        _post_receipt(row)
        row.withdraw()
        erase_identities([row.pk])


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
    """What leaving leaves behind: old withdrawn identities, rows taken out of the count, receipts
    that went out, and addresses that nobody confirmed.
    """
    _erase_withdrawn()
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
    ids = list(old.values_list("pk", flat=True)[:BATCH])
    with transaction.atomic():
        erase_identities(ids)


def _delete_uncounted() -> None:
    """Rows that count no more and belong to nobody any more, once the journals let go of them."""
    gone = Signature.objects.filter(counted_at=None).exclude(withdrawn_at=None)
    ids = list(gone.exclude(erased_at=None).values_list("pk", flat=True)[:BATCH])
    Signature.objects.filter(pk__in=ids, counted_at=None).delete()


def _forget_receipts() -> None:
    ids = list(Receipt.objects.values_list("pk", flat=True))
    waiting = Message.objects.unfinished().of(ERASED, ids)
    recent = Receipt.objects.filter(created_at__gte=timezone.now() - LONGEST)
    kept = recent.filter(pk__in=waiting.values("subject_id")).values_list("pk", flat=True)
    Receipt.objects.filter(pk__in=ids).exclude(pk__in=list(kept)).delete()
