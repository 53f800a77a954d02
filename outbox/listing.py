"""Listing: what a mail to many says of the list it belongs to, so that mail programs can sort it,
and providers can tell its complaints apart.

A stream and a language are a list (RFC 2919); its id never changes, while its name is for people.
"""

import re
from email.header import Header

from django.utils.translation import override

from outbox.broadcasts import Broadcast
from outbox.kinds import KINDS
from outbox.letters import mail_domain

NO_LABEL = re.compile(r"[^a-z0-9]+")
SENDER_LETTERS = 5, 15  # fewest and most of the last part of a Feedback-ID
ONE_LINE = 200  # letters


def list_headers(broadcast: Broadcast, language: str) -> dict[str, str]:
    """For each mail of a broadcast; what its kind says under these names does not count."""
    stream = stream_of(broadcast.kind)
    listed = f"<{stream}.{language}.{mail_domain()}>"
    name = _name(broadcast.kind, language)
    return {
        "List-Id": f"{name} {listed}" if name else listed,
        "Feedback-ID": f"{broadcast.public_id.hex[:12]}:{stream}:{language}:{_sender()}",
        "Precedence": "bulk",
    }


def stream_of(kind: str) -> str:
    """One label of a domain name."""
    said = KINDS[kind].stream or kind.rpartition(".")[2]
    return NO_LABEL.sub("-", said.lower()).strip("-")


def _name(kind: str, language: str) -> str:
    """In the list's language, as a phrase of a header."""
    with override(language):
        name = " ".join(str(KINDS[kind].name).split())
    if not name.isascii():
        return Header(name, "utf-8", maxlinelen=ONE_LINE).encode()
    quoted = name.replace("\\", "").replace('"', "'")
    return f'"{quoted}"' if quoted else ""


def _sender() -> str:
    fewest, most = SENDER_LETTERS
    return NO_LABEL.sub("", mail_domain())[:most].ljust(fewest, "0")
