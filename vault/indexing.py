"""Blind indexes: find a sealed value by a keyed digest, never by the value itself."""

import hashlib
import hmac
import unicodedata

# Apostrophes go, and what joins or shortens parts of a name is a space.
NO_LETTERS = dict.fromkeys(map(ord, "'\u2018\u2019\u02bb\u02bc`\u00b4")) | dict.fromkeys(
    map(ord, "-\u2010\u2011\u2012\u2013\u2014.,"), " "
)


def blind_index(key: bytes, purpose: str, value: str) -> bytes:
    """HMAC-SHA-256 (32 bytes) of a value for one purpose; equality is all it tells."""
    return hmac.digest(key, f"{purpose}\0{value}".encode(), hashlib.sha256)


def fold_name(name: str) -> str:
    """One spelling for `María  Peña`, `MARIA PENA` and `maría peña`; two surnames stay two.

    Two names are two people where their letters differ. A tilde, an accent, an apostrophe or a
    hyphen is what a keyboard lacks or a form drops: the same person types Peña today and Pena
    tomorrow, while two people of one mailbox whose names differ in nothing else hardly exist.
    """
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return " ".join(letters.translate(NO_LETTERS).casefold().split())
