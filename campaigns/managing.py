"""Managing: the link by which signers see, correct, withdraw and erase what they signed.

It is derived like every link, and good for as long as the signature has an identity.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from campaigns.joining import MAIL_GAP, MOST_MAILS, queue_behind_others
from campaigns.keys import indexes_of, open_keys
from campaigns.models import Petition, Signature
from outbox.models import Message
from outbox.posting import post
from vault.keystore import KeyMissing
from vault.tokens import TokenExpired, TokenUnknown, check_token, derive_token, read_token

MANAGE, PURPOSE = "campaigns.manage", "manage"
MAIL_DAY = timedelta(days=1)
LINK_DAYS = 3_650  # no identity is kept as long; erasing renews the nonce, which ends the link


class LinkDead(Exception):
    """Malformed, forged, or of a signature whose identity is gone: nobody learns which."""


def manage_token(signature: Signature) -> str:
    nonce = bytes(signature.nonce)
    return derive_token(PURPOSE, signature.public_id, nonce, _last_day(signature))


def find_managed(text: str) -> Signature:
    """The signature that a mailed link manages. Raises LinkDead."""
    try:
        token = read_token(text)
        rows = Signature.objects.filter(public_id=token.subject, erased_at=None)
        signature = rows.select_related("petition").first()
        if signature is None:
            raise TokenUnknown
        check_token(token, PURPOSE, signature.nonce)
    except (TokenUnknown, TokenExpired) as error:
        raise LinkDead from error
    return signature


def ask_for_link(petition: Petition, *, email: str, name: str, language: str) -> None:
    """Mail the link to whoever signed with this address, within bounds; silent about everything.

    The name chooses between two who share the address, if it is one of theirs. Raises
    vault.keystore.KeyMissing.
    """
    try:
        keys = open_keys(petition.public_id)
    except KeyMissing:
        if petition.retired_at is None:
            raise
        return
    email_index, name_index = indexes_of(keys, name=name, email=email)
    with transaction.atomic():
        queue_behind_others(email_index)
        rows = list(Signature.objects.identified().of_address(petition, email_index))
        named = [row for row in rows if bytes(row.name_index) == name_index]
        for row in named or rows:
            if _may_be_mailed(row):
                post(MANAGE, row.pk, language=language)


def _may_be_mailed(signature: Signature) -> bool:
    since = timezone.now() - MAIL_DAY
    posted = Message.objects.of(MANAGE, [signature.pk]).filter(created_at__gt=since)
    moments = list(posted.values_list("created_at", flat=True))
    is_new = all(moment < timezone.now() - MAIL_GAP for moment in moments)
    return is_new and len(moments) < MOST_MAILS


def _last_day(signature: Signature) -> date:
    return signature.created_at.date() + timedelta(days=LINK_DAYS)
