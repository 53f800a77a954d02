"""How long a story takes to read: from its words, not from what it is stored as."""

from typing import Any

from django.utils.html import strip_tags
from wagtail import blocks

WORDS_A_MINUTE = 220
# Read out to those who do not see the picture; nobody reads it beside one.
UNREAD = {"alternative"}


def reading_minutes(story: blocks.StreamValue) -> int:
    """At least one. No query: pictures and pages that a story names are not fetched for it."""
    return max(1, round(words_in(story.stream_block, list(story.raw_data)) / WORDS_A_MINUTE))


def words_in(block: blocks.Block, stored: Any) -> int:
    """The words that a block's stored form shows to readers."""
    if isinstance(block, blocks.RichTextBlock):
        return len(strip_tags((stored or "").replace("<", " <")).split())
    if isinstance(block, blocks.CharBlock | blocks.TextBlock):
        return len((stored or "").split())
    if isinstance(block, blocks.ListBlock):
        return sum(words_in(block.child_block, _item(each)) for each in stored or [])
    if isinstance(block, blocks.BaseStreamBlock):
        known = [each for each in stored or [] if each["type"] in block.child_blocks]
        return sum(words_in(block.child_blocks[each["type"]], each["value"]) for each in known)
    if isinstance(block, blocks.BaseStructBlock):
        parts = {name: part for name, part in block.child_blocks.items() if name not in UNREAD}
        return sum(words_in(part, (stored or {}).get(name)) for name, part in parts.items())
    return 0


def _item(stored: Any) -> Any:
    """A list's item, as it is stored now or as Wagtail stored it before items had ids."""
    is_new = isinstance(stored, dict) and stored.get("type") == "item" and "value" in stored
    return stored["value"] if is_new else stored
