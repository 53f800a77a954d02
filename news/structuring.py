"""What a story says about itself to machines: JSON-LD that cannot break out of its element."""

import json
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# Inside a script element only the start of its end tag counts; as escapes, no text can write it.
# The two line separators would end a line for old readers of JavaScript.
ESCAPES = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}


def structured(post: Any, told: dict[str, Any]) -> SafeString:
    """NewsArticle, or LiveBlogPosting for a live story, ready to stand in a script element.

    `told` is the context of the post's template.
    """
    facts = _article(post, told)
    if told["corrections"]:
        facts["correction"] = [_correction(each) for each in told["corrections"]]
    if told["entries"]:
        facts |= _live(post, told["entries"])
    return as_data(facts)


def as_data(facts: dict[str, Any]) -> SafeString:
    written = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(written.translate(ESCAPES))  # noqa: S308 - every markup character is escaped


def last_change(told: dict[str, Any]) -> datetime | None:
    """When a reader was last told something that the story itself does not say."""
    moments = [each["at"] for each in told["corrections"] + told["entries"]]
    moments += [each["corrected_at"] for each in told["entries"] if each["corrected_at"]]
    return max(moments, default=None)


def _article(post: Any, told: dict[str, Any]) -> dict[str, Any]:
    moments = [told["updated"], post.last_published_at, post.date]
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": post.title,
        "description": post.summary,
        "datePublished": post.date.isoformat(timespec="seconds"),
        "dateModified": max(each for each in moments if each).isoformat(timespec="seconds"),
        "inLanguage": post.locale.language_code,
        "mainEntityOfPage": post.full_url,
        "author": [{"@type": "Person", "name": each["name"]} for each in told["authors"]],
        "image": told["hero"]["address"] if told["hero"] else "",
    }
    return {name: value for name, value in facts.items() if value}


def _correction(correction: dict[str, Any]) -> dict[str, str]:
    return {
        "@type": "CorrectionComment",
        "text": correction["text"],
        "datePublished": correction["iso"],
    }


def _live(post: Any, entries: list[dict[str, Any]]) -> dict[str, Any]:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": each["text"].partition("\n")[0][:110],
            "articleBody": each["text"],
            "datePublished": each["iso"],
            "url": f"{post.full_url}#{each['anchor']}",
        }
        for each in entries
    ]
    return {
        "@type": "LiveBlogPosting",
        "coverageStartTime": entries[-1]["iso"],
        "liveBlogUpdate": updates,
    }
