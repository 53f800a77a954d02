"""Merging: a letter, or one text for many readers, in the form in which providers take it.

The bytes that would go to a mail server are taken apart again, so that a provider's readers get the
same headers, text and page as everybody else.
"""

import html
import re
import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import EmailMessage as Mime
from email.policy import default as modern
from functools import partial
from typing import Any

from django.core.mail.message import EmailMultiAlternatives

from outbox.compiling import BREAKS
from outbox.letters import mail_domain
from outbox.providers import Provider

SLOT = re.compile(r"hubslot\.([a-z0-9_]+)(\.html)?\.tolsbuh")
# What only some readers get: those among whose values the part's name is.
PART = re.compile(r"hubslot\.([a-z0-9_]+)\.begin\.tolsbuh(.*?)hubslot\.\1\.end\.tolsbuh", re.DOTALL)
PIECE = re.compile(rf"{PART.pattern}|{SLOT.pattern}", re.DOTALL)
REFERENCE = "X-Delivery-Id"  # where a letter has it, notices that the provider sends quote it
# The provider writes these itself, or they have a place of their own in what we tell it.
NOT_HEADERS = {"from", "to", "subject", "reply-to", "date", "message-id", "mime-version"}
WORDS = {"{": re.compile(r"\{(?=[{%#])"), "%": re.compile("%(?=recipient)")}
KEY_SPACE = uuid.UUID("6f2d4f52-0f0c-4b0e-9d53-0a53a3b9d1c7")


@dataclass(frozen=True)
class Reader:
    """Whom one letter goes to: the message's public id, the address, what fills the slots."""

    public_id: str
    to: str
    values: Mapping[str, str]

    def fill(self, text: str) -> str:
        """Raises KeyError for a value that is missing, ValueError for one with a line break."""
        return SLOT.sub(self._value, PART.sub(self._part, text))

    def _part(self, found: re.Match) -> str:
        return found[2] if found[1] in self.values else ""

    def _value(self, found: re.Match) -> str:
        value = self.values[found[1]]
        if BREAKS.search(value):
            raise ValueError("a line break in a value")
        return html.escape(value) if found[2] else value


@dataclass(frozen=True)
class Parts:
    """What a letter says, slots and all."""

    sender: str
    subject: str
    text: str
    page: str
    headers: dict[str, str] = field(default_factory=dict)
    reply_to: str = ""


def parts_of(content: bytes) -> Parts:
    mime = message_from_bytes(content, policy=modern)
    assert isinstance(mime, Mime)  # noqa: S101 - the policy's own class
    headers = {
        name: str(value)
        for name, value in mime.items()
        if name.lower() not in NOT_HEADERS and not name.lower().startswith("content-t")
    }
    text, page = _body(mime, "plain"), _body(mime, "html")
    people = [_people(mime, name) for name in ("From", "Reply-To")]
    return Parts(people[0], str(mime.get("Subject", "")), text, page, headers, people[1])


def merged(parts: Parts, readers: Sequence[Reader], it: Provider) -> EmailMultiAlternatives:
    """One call for these readers, no two of one address. Raises ValueError, KeyError."""
    parts = _harmless(parts, it)
    mail = _shared(parts, it)
    mail.to = [reader.to for reader in readers]
    told: Any = mail
    told.merge_headers = {reader.to: _headers(parts, reader, it) for reader in readers}
    told.merge_metadata = {reader.to: _metadata(parts, reader) for reader in readers}
    if it.fills:
        pieces = _pieces(parts)
        told.merge_data = {
            reader.to: {name: _broken(reader.fill(piece), it) for piece, name in pieces.items()}
            for reader in readers
        }
    else:
        told.fills = [partial(_filled, reader, it) for reader in readers]
    told.idempotency_key = key_of(readers) if it.takes_keys else ""
    return mail


def single(parts: Parts, reader: Reader, it: Provider) -> EmailMultiAlternatives:
    """One call for one reader of a letter that is filled already."""
    mail = _shared(_harmless(parts, it), it)
    mail.to, mail.extra_headers = [reader.to], _headers(parts, reader, it)
    told: Any = mail
    told.metadata = _metadata(parts, reader)
    told.idempotency_key = key_of([reader]) if it.takes_keys else ""
    return mail


def key_of(readers: Sequence[Reader]) -> str:
    """The same for the same letters, however often they are handed over."""
    return str(uuid.uuid5(KEY_SPACE, " ".join(reader.public_id for reader in readers)))


def _shared(parts: Parts, it: Provider) -> EmailMultiAlternatives:
    said = [parts.subject, parts.text, parts.page]
    if it.fills:
        said = [_with_variables(text, parts) for text in said]
    reply_to = [parts.reply_to] if parts.reply_to else None
    mail = EmailMultiAlternatives(said[0], said[1], parts.sender, reply_to=reply_to)
    if parts.page:
        mail.attach_alternative(said[2], "text/html")
    if it.watches:
        told: Any = mail
        told.track_opens = told.track_clicks = False
    return mail


def _headers(parts: Parts, reader: Reader, it: Provider) -> dict[str, str]:
    headers = {name: _plain(reader.fill(value)) for name, value in parts.headers.items()}
    if it.keeps_ids is not None:
        domain = mail_domain()
        headers |= {"Message-ID": f"<{reader.public_id}@{domain}>", **dict(it.keeps_ids)}
    return headers


def _metadata(parts: Parts, reader: Reader) -> dict[str, str]:
    """By this a provider's notice finds the row."""
    told = {"message": reader.public_id}
    if REFERENCE in parts.headers:
        told["delivery"] = reader.fill(parts.headers[REFERENCE])
    return told


def _pieces(parts: Parts) -> dict[str, str]:
    """What differs from reader to reader, and the variable that stands for it."""
    said = (parts.subject, parts.text, parts.page)
    found = dict.fromkeys(each[0] for text in said for each in PIECE.finditer(text))
    return {piece: f"v{number}" for number, piece in enumerate(found)}


def _with_variables(text: str, parts: Parts) -> str:
    pieces = _pieces(parts)
    return PIECE.sub(lambda found: f"%recipient.{pieces[found[0]]}%", text)


def _filled(reader: Reader, it: Provider, text: str) -> str:
    return _broken(reader.fill(text), it)


def _harmless(parts: Parts, it: Provider) -> Parts:
    """Our words stay words."""
    subject, text, page = (_broken(said, it) for said in (parts.subject, parts.text, parts.page))
    return replace(parts, subject=subject, text=text, page=page)


def _broken(text: str, it: Provider) -> str:
    """What the provider would replace with words of its own, with something invisible in it."""
    return WORDS[it.words].sub(f"{it.words}\N{WORD JOINER}", text) if it.words else text


def _plain(value: str) -> str:
    """Without accents: some providers send other letters in a header as raw bytes."""
    return unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode()


def _people(mime: Mime, name: str) -> str:
    """Spelled anew: a name that was encoded may hold a comma."""
    return ", ".join(str(each) for each in getattr(mime.get(name), "addresses", ()))


def _body(mime: Mime, kind: str) -> str:
    part = mime.get_body((kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""
