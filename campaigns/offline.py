"""Sealing to an offline key: what is sealed here opens only where the stewards' identity is.

The key is an X25519 recipient of age (`age1…`). The other half never comes to this server; the tool
`tools/open_sealed.py` opens what it sealed.
"""

import json

from pyrage import RecipientError, encrypt, x25519


class OfflineKeyRefused(ValueError):
    """Not a public key of age (`age1…`)."""


def check_offline_key(text: str) -> str:
    """The key without outer spaces; empty stays empty. Raises OfflineKeyRefused."""
    key = text.strip()
    if key:
        _recipient(key)
    return key


def seal_offline(facts: dict, key: str) -> bytes:
    """A blob of age over these facts. Raises OfflineKeyRefused."""
    return encrypt(json.dumps(facts, ensure_ascii=False).encode(), [_recipient(key)])


def _recipient(key: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(key)
    except RecipientError as error:
        raise OfflineKeyRefused from error
