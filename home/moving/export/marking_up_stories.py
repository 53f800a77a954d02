"""A story as the markup of WordPress' block editor, part by part.

`PARTS` has a maker for each kind of part; a test walks `StoryBlock` and fails for one without.
"""

from collections.abc import Callable
from typing import Any

from home.moving.export.marking_up import (
    tell_heading,
    tell_key_facts,
    tell_paragraph,
    tell_pull_quote,
    tell_quote,
)
from home.moving.export.marking_up_deeds import (
    tell_call_office,
    tell_campaign_call,
    tell_event,
    tell_petition_elsewhere,
)
from home.moving.export.marking_up_pictures import (
    tell_document,
    tell_embed,
    tell_gallery,
    tell_image,
)
from home.moving.export.telling import Telling

PARTS: dict[str, Callable[[Any, Telling], str]] = {
    "heading": tell_heading,
    "paragraph": tell_paragraph,
    "quote": tell_quote,
    "pull_quote": tell_pull_quote,
    "key_facts": tell_key_facts,
    "image": tell_image,
    "gallery": tell_gallery,
    "embed": tell_embed,
    "document": tell_document,
    "campaign_call": tell_campaign_call,
    "petition_elsewhere": tell_petition_elsewhere,
    "event": tell_event,
    "call_office": tell_call_office,
}


def told_story(story: Any, telling: Telling) -> list[str]:
    """In the active language, which is the story's."""
    made = (PARTS[child.block_type](child.value, telling) for child in story)
    return [each for each in made if each]
