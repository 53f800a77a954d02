"""Simulating, in development only: what mail servers and mail programs do with a mail that arrived.

The mail is one of the development inbox; what is done to it here is done as for a real one.
"""

from collections.abc import Iterable
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from django.conf import settings

from outbox.hearing import Report, hear
from outbox.inbox import ReceivedMail
from outbox.models import Message, What
from outbox.referring import references_in

PATIENCE = 10  # seconds
BODY = "List-Unsubscribe=One-Click"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class NotOurs(Exception):
    """The header's address leads elsewhere, or there is none."""


class NobodyAnswers(Exception):
    """This site cannot be reached at its own address."""


def message_of(mail: ReceivedMail) -> Message | None:
    """Its row, as long as it is kept."""
    if mail.identity is None:
        return None
    return Message.objects.filter(public_id=mail.identity).first()


def bounce(mail: ReceivedMail) -> None:
    """The server behind the mailbox sends it back for good."""
    _hear(mail, What.BOUNCED)


def complain(mail: ReceivedMail) -> None:
    """Its reader taps "this is spam", and the provider tells us."""
    _hear(mail, What.COMPLAINED)


def _hear(mail: ReceivedMail, what: What) -> None:
    """As from the mail server that had it: the mail itself is what comes back."""
    for reference in references_in(mail.reference):
        hear(Report(what, reference.public_id, (mail.recipient,), reference))


def leave_by_one_click(mail: ReceivedMail) -> int:
    """The POST of a mail provider to the address in the header; returns the status it got.

    Raises NotOurs and NobodyAnswers. No redirect is followed, as providers follow none.
    """
    if not mail.one_click.startswith(f"{settings.BASE_URL}/"):
        raise NotOurs(mail.name)
    address = urlsplit(mail.one_click)
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=PATIENCE)
    try:
        path = address.path + (f"?{address.query}" if address.query else "")
        connection.request("POST", path, BODY, FORM)
        return connection.getresponse().status
    except (OSError, HTTPException) as error:
        raise NobodyAnswers(mail.name) from error
    finally:
        connection.close()


def twins(mail: ReceivedMail, others: Iterable[ReceivedMail]) -> list[ReceivedMail]:
    """The newest one of the same broadcast in each other language."""
    message = message_of(mail)
    if message is None or message.broadcast_id is None:
        return []
    by_identity = {each.identity: each for each in others if each.identity}
    siblings = Message.objects.filter(
        public_id__in=by_identity.keys(), broadcast=message.broadcast_id
    ).exclude(language=message.language)
    found: dict[str, ReceivedMail] = {}
    for sibling in siblings:
        other = by_identity[sibling.public_id]
        known = found.get(sibling.language)
        if known is None or other.name > known.name:
            found[sibling.language] = other
    return [found[language] for language in sorted(found)]
