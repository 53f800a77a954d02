"""Writing feeds: the same items as RSS 2.0, Atom 1.0 or JSON Feed 1.1, after Django's writers.

Beside what those take, an item has `authors` (names with addresses), `picture` (an absolute
address, or "") and its `alternative` text; a feed has `since`: when it began, for an empty one.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from mimetypes import guess_type
from typing import Any

from django.utils.feedgenerator import (
    Atom1Feed,
    Rss201rev2Feed,
    SyndicationFeed,
    rfc3339_date,
)

# What stands behind a feed's address for each form of it.
FORMS = ("", "atom/", "json/")
# No XML may hold them, nor does a reader miss them.
UNWRITABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
WEBP = "image/webp"  # unknown to some systems' tables


def in_each_form(address: str) -> list[str]:
    """All addresses of the feed that is RSS at this one."""
    return [address + form for form in FORMS]


class _Told(SyndicationFeed):
    """What the three forms share."""

    def add_item(self, title: str, link: str, description: str, **facts: Any) -> None:  # type: ignore[override]
        texts = [str(each).translate(UNWRITABLE) for each in (title, description)]
        facts["updateddate"] = facts.get("updateddate") or facts["pubdate"]
        super().add_item(texts[0], link, texts[1], **facts)

    def latest_post_date(self) -> datetime:
        """Never the moment of asking: the same feed is the same bytes."""
        moments = [max(each["updateddate"], each["pubdate"]) for each in self.items]
        latest: datetime = max(moments, default=self.feed["since"])
        return latest


class StoryRss(_Told, Rss201rev2Feed):
    """RSS has one author by mail address, no later change and no picture: other vocabularies do."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author["name"])
        if item["updateddate"] > item["pubdate"]:
            handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        if item["picture"]:
            kind = {"url": item["picture"], "medium": "image", "type": _kind_of(item["picture"])}
            handler.startElement("media:content", kind)
            handler.addQuickElement("media:description", item["alternative"], {"type": "plain"})
            handler.endElement("media:content")


class StoryAtom(_Told, Atom1Feed):
    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("subtitle", self.feed["description"])

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author["name"])
            if author["url"]:
                handler.addQuickElement("uri", author["url"])
            handler.endElement("author")
        if item["picture"]:
            link = {"rel": "enclosure", "href": item["picture"], "type": _kind_of(item["picture"])}
            handler.addQuickElement("link", "", link)


class StoryJson(_Told):
    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        facts = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"], "url": self.feed["author_link"]}],
            "items": [_as_json(item) for item in self.items],
        }
        json.dump(facts, outfile, ensure_ascii=False, indent=1)


WRITERS: dict[str, type[_Told]] = {"": StoryRss, "atom/": StoryAtom, "json/": StoryJson}
NAMES = {"": "RSS", "atom/": "Atom", "json/": "JSON Feed"}


def links_to(title: str, address: str) -> list[dict[str, str]]:
    """What a page's head says of the feed at this absolute address, a line for each form."""
    return [
        {
            "kind": WRITERS[form].content_type.partition(";")[0],  # type: ignore[attr-defined]
            "title": f"{title} ({NAMES[form]})",
            "url": address + form,
        }
        for form in FORMS
    ]


def authors_of(links: Iterable[dict[str, str]], base: str) -> list[dict[str, str]]:
    """Names with absolute addresses, of names with paths."""
    return [{"name": each["name"], "url": base + each["url"]} for each in links]


def _as_json(item: dict[str, Any]) -> dict[str, Any]:
    authors = [{name: text for name, text in each.items() if text} for each in item["authors"]]
    facts = {
        "id": item["unique_id"],
        "url": item["link"],
        "title": item["title"],
        "content_html": item["description"],
        "image": item["picture"],
        "date_published": rfc3339_date(item["pubdate"]),
        "date_modified": rfc3339_date(item["updateddate"]),
        "authors": authors,
        "tags": list(item["categories"]),
    }
    return {name: value for name, value in facts.items() if value}


def _kind_of(address: str) -> str:
    return guess_type(address)[0] or WEBP
