"""Structured data (schema.org): what a page says about itself to machines, as JSON that cannot
break out of its element. Pages leave nodes in their head; the frame writes one graph of them.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

# Inside a script element only the start of its end tag counts; as escapes, no text can write it.
# The two line separators would end a line for old readers of JavaScript.
ESCAPES = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}
Node = dict[str, Any]


def as_data(facts: Node) -> SafeString:
    written = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(written.translate(ESCAPES))  # noqa: S308 - every markup character is escaped


def graph(nodes: Iterable[Node]) -> SafeString:
    return as_data({"@context": "https://schema.org", "@graph": list(nodes)})


def told(facts: Node) -> Node:
    """Without what there is nothing to say of."""
    return {name: value for name, value in facts.items() if value}


def publisher_id() -> str:
    """The newsroom, whose node the frame adds to every graph that names it."""
    return f"{settings.BASE_URL}/#newsroom"


def publisher() -> Node:
    return {"@id": publisher_id()}


def work(url: str) -> str:
    """The text at this address, as other texts name it."""
    return f"{url}#work"


def versions(
    language: str, alternates: list[dict[str, Any]], origin: dict[str, Any] | None, kind: str
) -> Node:
    """Of which text this is a translation, or which there are of it; only what is live."""
    nodes = {
        each["language"]: {
            "@type": kind,
            "@id": work(each["url"]),
            "url": each["url"],
            "inLanguage": each["language"],
        }
        for each in alternates
        if each["language"] != language
    }
    if origin is None:
        return told({"workTranslation": list(nodes.values())})
    return told({"translationOfWork": nodes.get(origin["language"])})


def picture(hero: dict[str, Any] | None) -> list[Node]:
    """Of a page's main picture (cms.models.Illustrated.hero)."""
    if not hero or not hero["address"]:
        return []
    facts = {
        "@type": "ImageObject",
        "url": hero["address"],
        "caption": hero["caption"],
        "creditText": hero["credit"],
    }
    return [told(facts)]


def corrections(shown: list[dict[str, Any]]) -> list[Node]:
    return [
        {"@type": "CorrectionComment", "text": each["text"], "datePublished": each["iso"]}
        for each in shown
    ]


def newest(*moments: datetime | None) -> str:
    return max(each for each in moments if each).isoformat(timespec="seconds")
