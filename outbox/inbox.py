"""The development inbox: reads the files that the development mail server keeps, never a row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from email.utils import parseaddr
from functools import cached_property
from pathlib import Path
from uuid import UUID

from outbox.referring import REFERENCE_HEADER

NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*\.eml")
IDENTITY = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^<>]*>")
WEB_ADDRESS = re.compile(r"<(https?://[^<>\s]+)>")
NEWEST = 200  # what one list shows


class MailNotFound(Exception):
    """No file of that name, or a name that no file of the inbox has."""


@dataclass(frozen=True)
class ReceivedMail:
    """One file, taken apart for the screen."""

    name: str
    at: datetime
    raw: bytes

    @property
    def subject(self) -> str:
        return self._header("Subject")

    @property
    def sender(self) -> str:
        return self._header("From")

    @property
    def to(self) -> str:
        return self._header("To")

    @property
    def language(self) -> str:
        return self._header("Content-Language")

    @property
    def recipient(self) -> str:
        """Whom the envelope named."""
        return self._header("X-RcptTo") or parseaddr(self.to)[1]

    @property
    def identity(self) -> UUID | None:
        """The number of its message, which is the left side of its Message-ID."""
        found = IDENTITY.fullmatch(self._header("Message-ID").strip())
        return UUID(found[1]) if found else None

    @property
    def reference(self) -> str:
        """By what a mail that comes back would name it (outbox/referring.py)."""
        return self._header(REFERENCE_HEADER)

    @property
    def one_click(self) -> str:
        """Where a mail provider's button would POST (RFC 8058); nothing if it may not."""
        if "one-click" not in self._header("List-Unsubscribe-Post").lower():
            return ""
        found = WEB_ADDRESS.search(self._header("List-Unsubscribe"))
        return found[1] if found else ""

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self._message.items()]

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    @property
    def source(self) -> str:
        return self.raw.decode(errors="replace")

    @cached_property
    def _message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=modern)

    def _header(self, name: str) -> str:
        return str(self._message.get(name, ""))

    def _part(self, kind: str) -> str:
        part = self._message.get_body((kind,))
        return part.get_content() if part else ""


def received_mails(folder: Path) -> Iterator[ReceivedMail]:
    """The newest mails first; their names sort by time."""
    names = sorted((path.name for path in folder.glob("*.eml")), reverse=True)
    for name in names[:NEWEST]:
        yield received_mail(folder, name)


def received_mail(folder: Path, name: str) -> ReceivedMail:
    """The mail in this file. Raises MailNotFound."""
    path = folder / name
    if not NAME.fullmatch(name) or not path.is_file():
        raise MailNotFound(name)
    return ReceivedMail(name, datetime.fromtimestamp(path.stat().st_mtime, UTC), path.read_bytes())
