"""Quotations: what was said, by whom; and sentences set large."""

import re

from bs4 import Tag

from home.moving.wordpress.embeds import post_in
from home.moving.wordpress.items import plain
from home.moving.wordpress.lines import links_in, said
from home.moving.wordpress.noted import without_marks
from home.moving.wordpress.parts import Part, PullQuote, Quote, Text
from home.moving.wordpress.walking import Walk

DASH = re.compile(r"^[—–-]\s*(?=\S)")
ENDS = re.compile(r"<br/>|</li>|</p>")


def quotation(walk: Walk, tag: Tag) -> None:
    """A quotation of several paragraphs is several; the last one says whose it is."""
    if post := post_in(tag):
        walk.add(post)
        return
    texts, who, others = _quoted(walk, tag)
    walk.add(*[Quote(text) for text in texts[:-1]])
    walk.add(*[Quote(text, who) for text in texts[-1:]])
    walk.add(*others)


def set_large(walk: Walk, tag: Tag) -> None:
    """A pull quote; one that names a person is a quotation."""
    inner = tag.find("blockquote")
    texts, who, others = _quoted(walk, inner if isinstance(inner, Tag) else tag)
    text = " ".join(texts)
    if text:
        walk.add(Quote(text, who) if who else PullQuote(text))
    walk.add(*others)


def _quoted(walk: Walk, tag: Tag) -> tuple[list[str], str, list[Part]]:
    """Its paragraphs, who said them, and what in it is no text."""
    named = tag.find(["cite", "footer"])
    who = said(named) if isinstance(named, Tag) else ""
    walk.note("quote_link", *links_in(tag))
    if isinstance(named, Tag):
        named.decompose()
    parts = walk.aside(tag.children, is_classic=walk.writer.is_classic)
    words = [
        plain(ENDS.sub(" ", without_marks(each.html))) for each in parts if isinstance(each, Text)
    ]
    texts = [each for each in words if each]
    if len(texts) > 1 and not who and DASH.match(texts[-1]):
        who = texts.pop()
    return texts, DASH.sub("", who), [each for each in parts if not isinstance(each, Text)]
