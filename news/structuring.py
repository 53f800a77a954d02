"""What stories and authors say about themselves to machines (cms/structuring.py)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from wagtail.rich_text import get_text_for_indexing

from cms.picturing import picture_address
from cms.structuring import (
    Node,
    corrections,
    newest,
    picture,
    publisher,
    told,
    versions,
    work,
)

KIND = "NewsArticle"


def article(post: Any, context: dict[str, Any], alternates: list[dict[str, Any]]) -> Node:
    """NewsArticle, or LiveBlogPosting for a live story. `context` is that of the template."""
    language, url = post.locale.language_code, post.full_url
    facts = {
        "@type": KIND,
        "@id": work(url),
        "headline": post.title,
        "description": post.summary,
        "datePublished": post.date.isoformat(timespec="seconds"),
        "dateModified": newest(context["updated"], post.last_published_at, post.date),
        "inLanguage": language,
        "mainEntityOfPage": url,
        "author": [_author(each) for each in context["authors"]] or publisher(),
        "publisher": publisher(),
        "image": picture(context["hero"]),
        "articleSection": context["topic"]["name"] if context["topic"] else "",
        "keywords": [tag["name"] for tag in context["tags"]],
        "isPartOf": _series(context["series"]),
        "translator": _translator(context["translator"]),
        "correction": corrections(context["corrections"]),
        "isAccessibleForFree": True,
    }
    live = _live(url, context["entries"]) if context["entries"] else {}
    return told(facts) | versions(language, alternates, context["origin"], KIND) | live


def person(author: Any, url: str) -> Node:
    """An author, on their own page at this absolute address."""
    facts = {
        "@type": "Person",
        "@id": _person_id(url),
        "name": author.name,
        "url": url,
        "mainEntityOfPage": url,
        "jobTitle": author.role,
        "description": get_text_for_indexing(author.biography),
        "image": picture_address(author.picture),
        "worksFor": publisher(),
    }
    return told(facts)


def last_change(context: dict[str, Any]) -> datetime | None:
    """When a reader was last told something that the story itself does not say."""
    entries = context["entries"]
    moments = [each["at"] for each in context["corrections"] + entries]
    moments += [each["corrected_at"] for each in entries if each["corrected_at"]]
    return max(moments, default=None)


def _person_id(url: str) -> str:
    return f"{url}#person"


def _author(link: dict[str, str]) -> Node:
    url = settings.BASE_URL + link["url"]
    return {"@type": "Person", "@id": _person_id(url), "name": link["name"], "url": url}


def _translator(name: str) -> Node | None:
    return {"@type": "Person", "name": name} if name else None


def _series(place: dict[str, Any] | None) -> Node | None:
    if place is None:
        return None
    url = settings.BASE_URL + place["url"]
    return {"@type": "CreativeWorkSeries", "name": place["name"], "url": url}


def _live(url: str, entries: list[dict[str, Any]]) -> Node:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": each["text"].partition("\n")[0][:110],
            "articleBody": each["text"],
            "datePublished": each["iso"],
            "url": f"{url}#{each['anchor']}",
        }
        for each in entries
    ]
    return {
        "@type": "LiveBlogPosting",
        "coverageStartTime": entries[-1]["iso"],
        "liveBlogUpdate": updates,
    }
