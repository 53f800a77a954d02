"""Writing WXR 1.2, the format in which WordPress hands its contents over, an item at a time."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import TextIO
from xml.sax.saxutils import quoteattr

from django.utils import timezone

from home.moving.export.items import Item, Term

NAMESPACES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}
# What no XML may hold, however it is written.
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TERM_NAMES = {
    "category": ("category", "category_nicename", "cat_name", "category_description"),
    "post_tag": ("tag", "tag_slug", "tag_name", "tag_description"),
}
ANY_TERM = ("term", "term_slug", "term_name", "term_description")


def cdata(text: str) -> str:
    """Any text as XML says it unchanged; what XML cannot say is left out."""
    return f"<![CDATA[{UNFIT.sub('', text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def element(name: str, text: object) -> str:
    return f"<{name}>{cdata(str(text))}</{name}>"


def words(name: str, text: str) -> str:
    """What WordPress keeps as HTML where Hub keeps plain text: titles, names, summaries."""
    return element(name, escape(text, quote=False))


def write_beginning(out: TextIO, *, title: str, link: str, language: str) -> None:
    spaces = "".join(f'\n\txmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    out.write('<?xml version="1.0" encoding="UTF-8" ?>\n')
    out.write(f'<rss version="2.0"{spaces}\n>\n<channel>\n')
    for name, text in (
        ("title", title),
        ("link", link),
        ("description", ""),
        ("pubDate", format_datetime(timezone.now())),
        ("language", language),
        ("wp:wxr_version", "1.2"),
        ("wp:base_site_url", link),
        ("wp:base_blog_url", link),
    ):
        out.write(f"\t{element(name, text)}\n")


def write_end(out: TextIO) -> None:
    out.write("</channel>\n</rss>\n")


def write_author(out: TextIO, number: int, login: str, name: str) -> None:
    facts = (("author_id", number), ("author_login", login), ("author_email", ""))
    said = "".join(element(f"wp:{key}", value) for key, value in facts)
    out.write(f"\t<wp:author>{said}{words('wp:author_display_name', name)}</wp:author>\n")


def write_term(out: TextIO, term: Term) -> None:
    outer, slug, name, description = TERM_NAMES.get(term.domain, ANY_TERM)
    facts: list[tuple[str, object]] = [("term_id", term.pk)]
    if outer == "term":
        facts.append(("term_taxonomy", term.domain))
    facts += [(slug, term.slug), (description, term.description)]
    said = "".join(element(f"wp:{key}", value) for key, value in facts)
    said += words(f"wp:{name}", term.name)
    out.write(f"\t<wp:{outer}>{said}</wp:{outer}>\n")


def write_item(out: TextIO, item: Item) -> None:
    out.write("\t<item>\n")
    out.writelines(f"\t\t{line}\n" for line in _lines(item))
    out.write("\t</item>\n")


def _lines(item: Item) -> Iterable[str]:
    yield words("title", item.title)
    yield element("link", item.link)
    yield element("pubDate", format_datetime(item.at.astimezone(UTC)))
    yield element("dc:creator", item.creator)
    yield f'<guid isPermaLink="false">{cdata(item.guid)}</guid>'
    yield element("description", "")
    yield element("content:encoded", item.content)
    yield words("excerpt:encoded", item.excerpt)
    for key, value in _facts(item):
        yield element(f"wp:{key}", value)
    for term in item.terms:
        names = f"domain={quoteattr(term.domain)} nicename={quoteattr(term.slug)}"
        yield f"<category {names}>{cdata(escape(term.name, quote=False))}</category>"
    for key, value in item.meta:
        said = element("wp:meta_key", key) + element("wp:meta_value", value)
        yield f"<wp:postmeta>{said}</wp:postmeta>"


def _facts(item: Item) -> Iterable[tuple[str, object]]:
    yield "post_id", item.pk
    yield from _moments("post_date", item.at)
    yield from _moments("post_modified", item.changed_at)
    yield "comment_status", "closed"
    yield "ping_status", "closed"
    yield "post_name", item.slug
    yield "status", item.status
    yield "post_parent", item.parent
    yield "menu_order", 0
    yield "post_type", item.kind
    yield "post_password", ""
    yield "is_sticky", 0
    if item.attachment_url:
        yield "attachment_url", item.attachment_url


def _moments(name: str, at: datetime) -> Iterable[tuple[str, str]]:
    """By the newsroom's clock, and by Greenwich."""
    for key, zone in ((name, timezone.get_default_timezone()), (f"{name}_gmt", UTC)):
        yield key, at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
