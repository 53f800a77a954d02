"""Fingerprints: what a reader of one language is told, as one short value to compare."""

import hashlib
from typing import Any

from wagtail_localize.segments.extract import extract_segments


def fingerprint(subject: Any) -> str:
    """SHA-256, in hex, over every translatable text of a page or snippet, in order.

    Equal texts give equal values; pictures, dates and other facts without a language do not count.
    """
    digest = hashlib.sha256()
    for segment in extract_segments(subject):
        words = getattr(segment, "string", None) or getattr(segment, "template", None)
        if words is not None:
            text = getattr(words, "data", words)
            digest.update(f"{segment.path}\0{text}\0".encode())
    return digest.hexdigest()
