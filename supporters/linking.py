"""The link by which supporters change, pause, leave, take their data and erase themselves.

It is derived like every link, stands in their mails, and is good as long as their row is kept.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from outbox.posting import post
from supporters.indexing import index_of
from supporters.models import Supporter
from supporters.subscribing import CONFIRMATION, queue_behind_others
from vault.tokens import TokenUnknown, check_token, derive_token, read_token

PREFERENCES, PURPOSE = "supporters.preferences", "preferences"
AT_ONCE = "leave at once"
LINK_DAYS = 3_650


def preferences_token(supporter: Supporter) -> str:
    last_day = supporter.created_on + timedelta(days=LINK_DAYS)
    nonce = bytes(supporter.nonce)
    return derive_token(PURPOSE, supporter.public_id, nonce, last_day, lasting=True)


def leave_token(supporter: Supporter) -> str:
    """For the header by which a mail program leaves in its reader's name; it opens nothing."""
    last_day = supporter.created_on + timedelta(days=LINK_DAYS)
    nonce = bytes(supporter.nonce)
    return derive_token(AT_ONCE, supporter.public_id, nonce, last_day, lasting=True)


def find_leaver(text: str) -> Supporter | None:
    """Who leaves by this token; nobody if their row is gone. Raises vault.tokens.TokenUnknown,
    TokenExpired.
    """
    token = read_token(text)
    supporter = Supporter.objects.filter(public_id=token.subject).first()
    if supporter is not None:
        check_token(token, AT_ONCE, supporter.nonce)
    return supporter


def find_supporter(text: str) -> Supporter:
    """Whose preferences a mailed link opens. Raises vault.tokens.TokenUnknown or TokenExpired."""
    token = read_token(text)
    rows = Supporter.objects.exclude(confirmed_on=None)
    supporter = rows.filter(public_id=token.subject).first()
    if supporter is None:
        raise TokenUnknown
    check_token(token, PURPOSE, supporter.nonce)
    return supporter


def ask_for_link(address: str) -> None:
    """Mail the link to this address if it is subscribed, within bounds; silent about everything.

    Who has not confirmed gets the confirmation once more.
    """
    address_index = index_of(address)
    with transaction.atomic():
        queue_behind_others(address_index)
        rows = Supporter.objects.filter(address_index=address_index, left_on=None)
        supporter = rows.select_for_update().first()
        now = timezone.now()
        if supporter is None or not supporter.may_be_mailed(now):
            return
        supporter.count_mail(now)
        supporter.save(update_fields=["mails", "mailed_at"])
        kind = PREFERENCES if supporter.is_confirmed else CONFIRMATION
        post(kind, supporter.pk, language=supporter.language)
