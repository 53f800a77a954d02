"""Notes at the foot of a story, as the block editor has kept them since WordPress 6.3: marks in the
text, and what they say in a field beside it.
"""

import json
import re
from typing import Any
from uuid import UUID

from bs4 import Tag

STORED = re.compile(r'<a linktype="footnote" id="([0-9a-f-]{36})">\[[0-9a-f]{6}\]</a>')
MOST = 500  # of one story


def mark_of(tag: Tag) -> str:
    """The key of the note that this raised number stands for; empty if for none."""
    return _key(tag.get("data-fn"))


def notes_of(field: str) -> tuple[tuple[str, str], ...]:
    """Keys and markup of what the field holds; nothing of one that cannot be read."""
    try:
        rows = json.loads(field or "[]")
    except ValueError:
        return ()
    found = [each for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []
    keyed = [(_key(each.get("id")), each.get("content")) for each in found[:MOST]]
    return tuple((key, told) for key, told in keyed if key and isinstance(told, str))


def without_marks(html: str) -> str:
    return STORED.sub("", html)


def _key(told: Any) -> str:
    try:
        return str(UUID(str(told)))
    except ValueError:
        return ""
