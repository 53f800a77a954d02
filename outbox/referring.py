"""Referring: the word by which a mail that comes back names its message, and proves to be ours.

It stands in the envelope's sender and in a header. Two MACs are in it: one of the message, one of
the message and the mailbox. So a report is believed about no message but its own, and about no
address but the one that the message went to; and no address has to be kept for that.
"""

import base64
import binascii
import hashlib
import hmac
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from vault.addresses import canonical_address
from vault.sealing import house_keys

REFERENCE_HEADER = "X-Delivery-Id"
ID, MAC, CHECK = 16, 10, 5  # bytes; 51 letters, see hub/environment.py
WORD = re.compile(r"(?<![a-z2-7])([a-z2-7]{26})\.([a-z2-7]{24})(?![a-z2-7])", re.IGNORECASE)
MOST_WORDS = 20  # of one text that are looked at


@dataclass(frozen=True)
class Reference:
    """A word that was found to be ours."""

    public_id: uuid.UUID
    _key: bytes
    _check: bytes

    def is_of(self, address: str) -> bool:
        """Did the message go to this mailbox?"""
        return hmac.compare_digest(_check(self._key, self.public_id, address), self._check)


def reference_of(public_id: uuid.UUID, address: str) -> str:
    """The same each time, as long as the first house key stays."""
    key = _keys()[0]
    proof = _mac(key, public_id) + _check(key, public_id, address)
    return f"{_letters(public_id.bytes)}.{_letters(proof)}"


def return_address(reference: str) -> str:
    """The envelope's sender; empty without the setting BOUNCE_ADDRESS."""
    if not settings.BOUNCE_ADDRESS or not reference:
        return ""
    local, _at, domain = settings.BOUNCE_ADDRESS.partition("@")
    return f"{local}+{reference}@{domain}"


def references_in(text: str) -> Iterator[Reference]:
    """Those words of a text that are ours, whatever letters a server made of them."""
    for index, word in enumerate(WORD.finditer(text)):
        if index >= MOST_WORDS:
            return
        reference = _read(*word.groups())
        if reference:
            yield reference


def _read(name: str, proof: str) -> Reference | None:
    try:
        public_id, proven = uuid.UUID(bytes=_bytes(name)), _bytes(proof)
    except (ValueError, binascii.Error):
        return None
    for key in _keys():
        if hmac.compare_digest(_mac(key, public_id), proven[:MAC]):
            return Reference(public_id, key, proven[MAC:])
    return None


def _keys() -> list[bytes]:
    return list(house_keys().values())


def _mac(key: bytes, public_id: uuid.UUID) -> bytes:
    return hmac.digest(key, b"delivery\0" + public_id.bytes, hashlib.sha256)[:MAC]


def _check(key: bytes, public_id: uuid.UUID, address: str) -> bytes:
    mailbox = canonical_address(address).encode()
    said = b"delivery to\0" + public_id.bytes + mailbox
    return hmac.digest(key, said, hashlib.sha256)[:CHECK]


def _letters(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()


def _bytes(letters: str) -> bytes:
    return base64.b32decode(letters.upper() + "=" * (-len(letters) % 8))
