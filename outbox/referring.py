"""Referring: the word by which a mail that comes back names its message, and proves to be ours.

It stands in the envelope's sender and in a header. Two MACs are in it: one of the message, one of
the message and the mailbox. So a report is believed about no message but its own, and about no
address but the one that the message went to; and no address has to be kept for that.
"""

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
ID, MAC, CHECK = 16, 8, 4  # bytes; two letters each, see hub/environment.py
LETTERS = 2 * (ID + MAC + CHECK)
WORD = re.compile(rf"(?<![0-9a-f])[0-9a-f]{{{LETTERS}}}(?![0-9a-f])", re.IGNORECASE)
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
    return (public_id.bytes + _mac(key, public_id) + _check(key, public_id, address)).hex()


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
        reference = _read(bytes.fromhex(word[0]))
        if reference:
            yield reference


def _read(word: bytes) -> Reference | None:
    public_id, proof, check = uuid.UUID(bytes=word[:ID]), word[ID : ID + MAC], word[ID + MAC :]
    for key in _keys():
        if hmac.compare_digest(_mac(key, public_id), proof):
            return Reference(public_id, key, check)
    return None


def _keys() -> list[bytes]:
    return list(house_keys().values())


def _mac(key: bytes, public_id: uuid.UUID) -> bytes:
    return hmac.digest(key, b"delivery\0" + public_id.bytes, hashlib.sha256)[:MAC]


def _check(key: bytes, public_id: uuid.UUID, address: str) -> bytes:
    mailbox = canonical_address(address).encode()
    said = b"delivery to\0" + public_id.bytes + mailbox
    return hmac.digest(key, said, hashlib.sha256)[:CHECK]
