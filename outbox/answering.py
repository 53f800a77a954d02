"""Answering replies: who answers a mail of ours is told, kindly and once a day, what to tap.

Never a machine, never a list, never what came with an empty sender. What was written is looked at
for its language and for the word by which people want to leave; nothing of it is kept or logged.
"""

import hashlib
import hmac
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from email.message import Message
from email.utils import getaddresses, parseaddr

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from outbox.judging_replies import asks_to_leave, is_automatic, language_in, typed_in
from outbox.models import Message as Post
from outbox.models import Reply
from outbox.posting import post
from outbox.replying import is_ours, language_of
from vault.addresses import canonical_address
from vault.indexing import blind_index
from vault.sealing import house_keys, seal

log = logging.getLogger(__name__)
ANSWER, PURPOSE = "outbox.answer", "replies"
MOST_A_DAY = 1_000  # answers; forged senders must not make us a nuisance to others
RECIPIENT_HEADERS = ("To", "Cc", "Delivered-To", "X-Original-To")


@dataclass(frozen=True)
class Incoming:
    """A mail that came in. `sender` is of its envelope: empty for a machine's, None if unknown."""

    message: Message
    sender: str | None = None
    recipient: str = ""
    is_spam: bool = False


def answer(incoming: Incoming) -> bool:
    """Post one automatic answer, or stay silent; True if one was posted."""
    message = incoming.message
    sender = _sender_of(incoming)
    languages = _languages(incoming)
    if not languages or incoming.is_spam or is_ours(sender) or is_automatic(message, sender):
        log.info("a mail that came in is not answered")
        return False
    subject, typed = str(message.get("Subject", "")), typed_in(message)
    is_leaving = asks_to_leave(subject, typed)
    own = [language for language in languages if language]
    language = "" if is_leaving else (own[0] if own else language_in(subject, typed))
    return _post(sender, language, is_leaving=is_leaving)


def forget_answered() -> None:
    """Forget the addresses of answers that have left, and days that are over."""
    carrying = Post.objects.unfinished().filter(kind=ANSWER)
    spent = Reply.objects.without(carrying)
    spent.exclude(sealed_address=b"").update(sealed_address=b"")
    spent.filter(day__lt=timezone.now().date() - timedelta(days=1)).delete()


@transaction.atomic
def _post(sender: str, language: str, *, is_leaving: bool) -> bool:
    today = timezone.now().date()
    if Reply.objects.filter(day=today).count() >= MOST_A_DAY:
        log.warning("so many were answered today that nobody else is")
        return False
    facts = {"day": today, "language": language, "is_leaving": is_leaving}
    index = _index_of(sender, today)
    reply, is_new = Reply.objects.get_or_create(address_index=index, defaults=facts)
    if is_new:
        reply.sealed_address = seal(sender, keys=house_keys(), bound_to=reply.binding)
        reply.save(update_fields=["sealed_address"])
        post(ANSWER, reply.pk, language=language or settings.LANGUAGE_CODE)
    return is_new


def _sender_of(incoming: Incoming) -> str:
    """Empty for what is no address; who is named only inside the mail may be forged."""
    said = incoming.sender
    if said is None:
        said = str(incoming.message.get("From", ""))
    return parseaddr(said)[1] if said.isprintable() else ""


def _languages(incoming: Incoming) -> list[str]:
    """Those of our addresses that it was written to (empty: it does not tell); none: not to us."""
    written = _addresses(incoming.message)
    found = [language_of(each) for each in (incoming.recipient, *written) if each]
    return [language for language in found if language is not None]


def _addresses(message: Message) -> Iterable[str]:
    said = [str(each) for name in RECIPIENT_HEADERS for each in message.get_all(name, [])]
    return [address for _name, address in getaddresses(said)]


def _index_of(address: str, day: date) -> bytes:
    """Of this day: yesterday's tells nothing of today's."""
    key = hmac.digest(next(iter(house_keys().values())), PURPOSE.encode(), hashlib.sha256)
    return blind_index(key, f"{PURPOSE} {day.isoformat()}", canonical_address(address))
