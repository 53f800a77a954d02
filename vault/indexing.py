"""Blind indexes: find a sealed value by a keyed digest, never by the value itself."""

import hashlib
import hmac
import unicodedata


def blind_index(key: bytes, purpose: str, value: str) -> bytes:
    """HMAC-SHA-256 (32 bytes) of a value for one purpose; equality is all it tells."""
    return hmac.digest(key, f"{purpose}\0{value}".encode(), hashlib.sha256)


def fold_name(name: str) -> str:
    """One spelling for `María  Peña`, `MARIA PENA` and `maría peña`; two surnames stay two."""
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return " ".join(letters.casefold().split())
