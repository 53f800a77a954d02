"""Letters: what a message becomes in memory, minutes before it leaves, and never on disk.

Each app that posts messages registers an opener for its kinds in `AppConfig.ready`. An opener takes
the claimed messages of one kind, opens the addresses of their subjects, and writes each letter in
the language of its message. A message that it leaves out has lost its subject and is cancelled.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail.message import EmailMultiAlternatives, sanitize_address
from django.utils.encoding import punycode

from outbox.models import Message
from outbox.referring import REFERENCE_HEADER, reference_of, return_address
from outbox.replying import reply_headers
from vault.addresses import is_plain

log = logging.getLogger(__name__)
ANSWERING = ("Auto-Submitted", "auto-replied")  # what a letter may say instead of ours


@dataclass(frozen=True)
class Letter:
    """One mail as its reader will see it; `headers` are added to ours, or stand in for `From`."""

    to: str
    subject: str
    text: str
    html: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Mail:
    """What goes over the wire: the envelope's two addresses and the bytes."""

    sender: str
    recipient: str
    content: bytes


Opened = TypeVar("Opened")
Opener = Callable[[list[Message]], dict[int, Letter]]
OPENERS: dict[str, Opener] = {}


def register(kind: str, opener: Opener) -> None:
    """Name the opener of a kind: it returns letters by the primary key of their message."""
    OPENERS[kind] = opener


def open_letters(messages: Iterable[Message]) -> tuple[dict[int, Letter], set[int]]:
    """The letters by message, and the keys of the messages whose opener failed."""
    letters: dict[int, Letter] = {}
    failed: set[int] = set()
    for kind, group in groupby(sorted(messages, key=attrgetter("kind")), attrgetter("kind")):
        found, broken = open_with(partial(_opened, kind), list(group), named=kind)
        letters |= found
        failed |= broken
    return letters, failed


def compose(message: Message, letter: Letter) -> Mail:
    """The bytes of a letter; the same Message-ID each time. ValueError if it cannot be mailed."""
    to = bare_address(letter.to)
    reference = reference_of(message.public_id, to)
    ours = our_headers(message.language, message_id(message), reference)
    taken = {name.title() for name in ours}
    theirs = dict(said for said in letter.headers if said[0].title() not in taken)
    theirs |= dict(said for said in letter.headers if said == ANSWERING)
    headers = reply_headers(message.language) | ours | theirs
    mail = EmailMultiAlternatives(letter.subject, letter.text, to=[letter.to], headers=headers)
    if letter.html:
        mail.attach_alternative(letter.html, "text/html")
    content = mail.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own
    return Mail(return_address(reference) or bare_address(mail.from_email), to, content)


def message_id(message: Message) -> str:
    """The same each time, so that a mail program knows a second copy for what it is."""
    return f"<{message.public_id}@{mail_domain()}>"


def our_headers(language: str, identity: str, reference: str) -> dict[str, str]:
    """What every mail of ours says of itself."""
    return {
        "Message-ID": identity,
        REFERENCE_HEADER: reference,
        "Content-Language": language,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }


def mail_domain() -> str:
    """The right side of our Message-IDs, and how we introduce ourselves to a mail server."""
    return punycode(urlsplit(settings.BASE_URL).hostname or "localhost")


def bare_address(address: str) -> str:
    """The mailbox alone, its domain in ASCII; few servers take a local part that is not."""
    if is_plain(address):
        return address
    local, _, domain = parseaddr(address)[1].rpartition("@")
    if not local or not domain or not local.isascii():
        raise ValueError("not a mailbox")
    return sanitize_address(f"{local}@{domain}", "ascii")


def _opened(kind: str, messages: list[Message]) -> dict[int, Letter]:
    return OPENERS[kind](messages)


def open_with(
    opener: Callable[[list[Message]], Mapping[int, Opened]], messages: list[Message], *, named: str
) -> tuple[dict[int, Opened], set[int]]:
    """What the opener makes of each message, and the keys of those at which it failed."""
    try:
        return dict(opener(messages)), set()
    except Exception as error:  # noqa: BLE001 - strange code: whatever it raises, no mail may be lost
        log.error("the opener of %s failed: %s", named, type(error).__name__)
    if len(messages) == 1:
        return {}, {messages[0].pk}
    found: dict[int, Opened] = {}
    failed: set[int] = set()
    for message in messages:  # one by one, so that a bad row holds up nobody but itself
        opened, broken = open_with(opener, [message], named=named)
        found |= opened
        failed |= broken
    return found, failed
