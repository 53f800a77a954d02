"""News of a petition, asked for and left again: a tick of one signature, and nothing else of it.

The token of a mail's header works as long as the signature's row keeps its nonce. It opens nothing:
all it can do is to end the news.
"""

from datetime import timedelta

from campaigns.exposing import Mail, may_mail
from campaigns.models import Signature
from outbox.models import What
from vault.tokens import TokenExpired, check_token, derive_token, read_token

PURPOSE = "leave news"
LINK_DAYS = 3_650


def hear_news(signature: Signature) -> bool:
    """Send news from now on, where the petition's exposure has such mails."""
    if not may_mail(signature.petition.exposure, Mail.UPDATE):
        return False
    rows = Signature.objects.counting().identified().filter(pk=signature.pk)
    return bool(rows.update(wants_updates=True))


def leave_news(signature: Signature) -> bool:
    """No more news of this petition; the signature goes on counting. True the first time."""
    rows = Signature.objects.filter(pk=signature.pk, wants_updates=True)
    return bool(rows.update(wants_updates=False))


def heed(signature_pk: int, what: What) -> None:
    """Who reported news as unwanted, or unsubscribed at their provider, gets no more of it."""
    if what in (What.COMPLAINED, What.LEFT):
        rows = Signature.objects.filter(pk=signature_pk, wants_updates=True)
        rows.update(wants_updates=False)


def change_news(signature: Signature, deed: str) -> None:
    """What a button of the signer's own page asks for: `hear news` or `leave news`."""
    if deed == "hear news":
        hear_news(signature)
    if deed == "leave news":
        leave_news(signature)


def news_facts(signature: Signature) -> dict[str, bool]:
    """Whether its owner may have news, and has asked for it."""
    may = bool(signature.counts) and may_mail(signature.petition.exposure, Mail.UPDATE)
    return {"tells_news": may, "wants_news": signature.wants_updates}


def leave_token(signature: Signature) -> str:
    """The same every time, under the key that outlives every rotation."""
    last_day = signature.created_at.date() + timedelta(days=LINK_DAYS)
    nonce = bytes(signature.nonce)
    return derive_token(PURPOSE, signature.public_id, nonce, last_day, lasting=True)


def find_leaver(text: str) -> Signature | None:
    """Whose news this token ends; nobody where the row or its identity is gone.

    Raises vault.tokens.TokenUnknown.
    """
    try:
        token = read_token(text)
    except TokenExpired:
        return None
    rows = Signature.objects.filter(public_id=token.subject, erased_at=None)
    signature = rows.select_related("petition").first()
    if signature is not None:
        check_token(token, PURPOSE, signature.nonce)
    return signature
