"""Words of a story as the markup of WordPress' block editor: each part a block that opens there."""

import json
import re
from collections.abc import Iterable
from typing import Any

from bs4 import Tag

from home.moving.export.rich_texts import LISTS, inline, lines, opened, plain, said
from home.moving.export.telling import Telling

COMMENT = re.compile(r"<!-- /?wp:.*?-->\n?", re.DOTALL)
# In a block's facts these would end the comment, or WordPress would not find its own spelling.
FACT_ESCAPES = (("--", "\\u002d\\u002d"), ("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))
NOTES = "<!-- wp:footnotes /-->"


def block(name: str, html: str, **facts: Any) -> str:
    told = f" {_facts(facts)}" if facts else ""
    return f"<!-- wp:{name}{told} -->\n{html}\n<!-- /wp:{name} -->"


def paragraph(html: str, of: str = "") -> str:
    """`of` is a class by which others know what the paragraph is."""
    if not of:
        return block("paragraph", f"<p>{html}</p>")
    return block("paragraph", f'<p class="{of}">{html}</p>', className=of)


def heading(html: str, level: int = 2) -> str:
    facts = {} if level == 2 else {"level": level}
    return block("heading", f'<h{level} class="wp-block-heading">{html}</h{level}>', **facts)


def group(parts: Iterable[str], of: str) -> str:
    """Blocks that belong together, known to others by a class."""
    inside = "\n\n".join(each for each in parts if each)
    return block("group", f'<div class="wp-block-group {of}">{inside}</div>', className=of)


def without_comments(markup: str) -> str:
    """The HTML that readers get of it."""
    return COMMENT.sub("", markup)


def rich_blocks(html: str, telling: Telling) -> list[str]:
    """A rich text, a block for each paragraph and list."""
    return [each for each in map(_rich_block, opened(html, telling).children) if each]


def list_block(tag: Tag) -> str:
    own = tag.find_all("li", recursive=False)
    items = [block("list-item", f"<li>{_item(each)}</li>") for each in own]
    html = f'<{tag.name} class="wp-block-list">{"".join(items)}</{tag.name}>'
    return block("list", html, **({"ordered": True} if tag.name == "ol" else {}))


def tell_heading(value: Any, telling: Telling) -> str:
    return heading(plain(value))


def tell_paragraph(value: Any, telling: Telling) -> str:
    return "\n\n".join(rich_blocks(value.source, telling))


def tell_quote(value: Any, telling: Telling) -> str:
    who = f"<cite>{plain(value['who'])}</cite>" if value["who"] else ""
    text = paragraph(lines(value["text"]))
    return block("quote", f'<blockquote class="wp-block-quote">{text}{who}</blockquote>')


def tell_pull_quote(value: Any, telling: Telling) -> str:
    text = f"<blockquote><p>{lines(value['text'])}</p></blockquote>"
    return block("pullquote", f'<figure class="wp-block-pullquote">{text}</figure>')


def tell_key_facts(value: Any, telling: Telling) -> str:
    facts = [f"<li>{inline(each.source, telling)}</li>" for each in value["items"]]
    items = "".join(block("list-item", each) for each in facts)
    listed = block("list", f'<ul class="wp-block-list">{items}</ul>')
    return group([heading(plain(value["title"])), listed], "hub-key-facts")


def _rich_block(node: Any) -> str:
    if not isinstance(node, Tag):
        text = said(node).strip()
        return paragraph(text) if text else ""
    if node.name in LISTS:
        return list_block(node)
    within = "".join(said(each) for each in node.children)
    if not within.strip():
        return ""
    return paragraph(within if node.name == "p" else said(node))


def _item(item: Tag) -> str:
    return "".join(
        list_block(each) if isinstance(each, Tag) and each.name in LISTS else said(each)
        for each in item.children
    )


def _facts(facts: dict[str, Any]) -> str:
    told = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in FACT_ESCAPES:
        told = told.replace(sign, escaped)
    return told.replace('\\"', "\\u0022")
