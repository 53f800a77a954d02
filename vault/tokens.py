"""Tokens in links, and codes to type: derived when a mail is rendered, so that only a nonce is
stored.

A token is `subject.day.key.mac`: the subject's public id, the last day it is good for (days since
1970), the id of the house key, and an HMAC over purpose, subject, day and nonce. The day lets an
old link be told "expired" even after its row is gone; it proves nothing without the row's nonce.
"""

import base64
import binascii
import hashlib
import hmac
import os
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from vault.sealing import house_keys

NONCE_BYTES = 16
MAC_BYTES = 20
EPOCH = date(1970, 1, 1)
CODE_DIGITS = 6


class TokenUnknown(Exception):
    """Malformed, forged, or made for something else."""


class TokenExpired(Exception):
    """Well-formed, and past its last day; its subject may still be there."""

    def __init__(self, subject: uuid.UUID):
        super().__init__("expired")
        self.subject = subject


@dataclass(frozen=True)
class Token:
    """What a token says before it is believed."""

    subject: uuid.UUID
    good_until: date
    key_id: str
    mac: bytes


def new_nonce() -> bytes:
    return os.urandom(NONCE_BYTES)


def derive_token(
    purpose: str, subject: uuid.UUID, nonce: bytes, good_until: date, *, lasting: bool = False
) -> str:
    """The token for this purpose and subject; the same every time it is derived.

    A lasting one is made with the oldest house key, which never leaves the list: the others may go
    once nothing is sealed with them any more, and their links with them.
    """
    keys = list(house_keys())
    key_id = keys[-1] if lasting else keys[0]
    mac = _mac(key_id, purpose, subject, nonce, good_until)
    day = (good_until - EPOCH).days
    return f"{_encode(subject.bytes)}.{day:x}.{key_id}.{_encode(mac)}"


def read_token(text: str) -> Token:
    """Take a token apart. Raises TokenUnknown; TokenExpired past the end of its last day (UTC)."""
    try:
        subject, day, key_id, mac = text.split(".")
        good_until = EPOCH + timedelta(days=int(day, 16))
        token = Token(uuid.UUID(bytes=_decode(subject)), good_until, key_id, _decode(mac))
    except (ValueError, OverflowError, binascii.Error) as error:
        raise TokenUnknown from error
    if token.good_until < datetime.now(UTC).date():
        raise TokenExpired(token.subject)
    return token


def check_token(token: Token, purpose: str, nonce: bytes | memoryview) -> None:
    """Raises TokenUnknown unless the token was derived for this purpose and nonce."""
    if token.key_id not in house_keys():
        raise TokenUnknown
    expected = _mac(token.key_id, purpose, token.subject, nonce, token.good_until)
    if not hmac.compare_digest(expected, token.mac):
        raise TokenUnknown


def derive_code(purpose: str, subject: uuid.UUID, nonce: bytes, good_until: date) -> str:
    """Six digits that say what a token says; so few that whoever checks them counts the tries."""
    return _code(next(iter(house_keys())), purpose, subject, nonce, good_until)


def fits_code(
    code: str, purpose: str, subject: uuid.UUID, nonce: bytes | memoryview, good_until: date
) -> bool:
    """Is it the code of this subject, under any key that is still known? In constant time."""
    fits = [
        hmac.compare_digest(
            _code(key_id, purpose, subject, nonce, good_until).encode(), code.encode()
        )
        for key_id in house_keys()
    ]
    return any(fits)


def _code(
    key_id: str, purpose: str, subject: uuid.UUID, nonce: bytes | memoryview, good_until: date
) -> str:
    mac = _mac(key_id, f"code {purpose}", subject, nonce, good_until)
    return f"{int.from_bytes(mac) % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def _mac(
    key_id: str, purpose: str, subject: uuid.UUID, nonce: bytes | memoryview, good_until: date
) -> bytes:
    key = hmac.digest(house_keys()[key_id], b"tokens", hashlib.sha256)
    day = (good_until - EPOCH).days.to_bytes(4)
    said = b"\0".join([purpose.encode(), subject.bytes, day, bytes(nonce)])
    return hmac.digest(key, said, hashlib.sha256)[:MAC_BYTES]


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
