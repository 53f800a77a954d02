"""Prose: what an editor wrote, as mail programs can show it: HTML with its styles, and plain text.

Only known tags pass, closed where they must be. Links to pages of ours lead to the page in the
letter's language; an address that no mail program could open is left out, its words stay.
"""

import textwrap
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

WIDTH = 76  # characters of a line of plain text
STYLES = {
    "p": "margin:0 0 16px;",
    "ul": "margin:0 0 16px;padding:0 0 0 24px;",
    "ol": "margin:0 0 16px;padding:0 0 0 24px;",
    "li": "margin:0 0 6px;",
    "a": "color:#2a2f9c;text-decoration:underline;",
}
KEPT = {"p", "ul", "ol", "li", "a", "b", "strong", "i", "em"}
SCHEMES = {"http", "https", "mailto", "tel"}

Addresses = Mapping[str, str]  # of our pages, by the number in the link


def html_of(source: str, addresses: Addresses) -> str:
    """Well-formed, whatever the source is."""
    writer = _Html(addresses)
    writer.feed(source)
    writer.close()
    return writer.whole()


def text_of(source: str, addresses: Addresses) -> str:
    """Wrapped paragraphs and lists; behind the words of a link stands its address."""
    writer = _Text(addresses)
    writer.feed(source)
    writer.close()
    return writer.whole()


def wrapped(text: str, *, first: str = "", rest: str = "") -> str:
    """Addresses are never broken."""
    return textwrap.fill(
        " ".join(text.split()),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def page_ids(source: str) -> set[str]:
    """The pages of ours that the source links to."""
    finder = _Ids()
    finder.feed(source)
    return finder.found


def dead_links(source: str, addresses: Addresses) -> list[str]:
    """The words of links that lead nowhere from a mail: within a page, or to what is not live."""
    finder = _DeadLinks(addresses)
    finder.feed(source)
    return finder.found


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if facts.get("linktype") == "page" and str(facts.get("id")).isdecimal():
            self.found.add(str(facts["id"]))


class _Writer(HTMLParser):
    def __init__(self, addresses: Addresses) -> None:
        super().__init__()
        self.addresses = addresses
        self.pieces: list[str] = []

    def address(self, attrs: list[tuple[str, str | None]]) -> str:
        facts = {name: value or "" for name, value in attrs}
        if "linktype" in facts:
            return self.addresses.get(facts.get("id", ""), "")
        try:
            scheme = urlsplit(facts.get("href", "")).scheme
        except ValueError:
            return ""
        return facts["href"].strip() if scheme in SCHEMES else ""


class _DeadLinks(_Writer):
    def __init__(self, addresses: Addresses) -> None:
        super().__init__(addresses)
        self.found: list[str] = []
        self.is_dead = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.is_dead = not self.address(attrs)
            self.pieces = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.is_dead:
            self.found.append("".join(self.pieces))
            self.is_dead = False

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


class _Html(_Writer):
    def __init__(self, addresses: Addresses) -> None:
        super().__init__(addresses)
        self.open: list[tuple[str, bool]] = []  # and whether the tag was written

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.pieces.append("<br />")
        if tag not in KEPT:
            return
        address = self.address(attrs) if tag == "a" else ""
        is_written = tag != "a" or bool(address)
        if is_written:
            link = f' href="{escape(address)}"' if address else ""
            style = f' style="{STYLES[tag]}"' if tag in STYLES else ""
            self.pieces.append(f"<{tag}{link}{style}>")
        self.open.append((tag, is_written))

    def handle_endtag(self, tag: str) -> None:
        if tag not in {each for each, _is_written in self.open}:
            return
        while self._close_last() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.pieces.append(escape(data, quote=False))

    def whole(self) -> str:
        while self.open:
            self._close_last()
        return "".join(self.pieces)

    def _close_last(self) -> str:
        tag, is_written = self.open.pop()
        if is_written:
            self.pieces.append(f"</{tag}>")
        return tag


class _Text(_Writer):
    def __init__(self, addresses: Addresses) -> None:
        super().__init__(addresses)
        self.blocks: list[str] = []
        self.lists: list[int | None] = []  # the last number of each open list; None for bullets
        self.bullet, self.link, self.words = "", "", 0
        self.is_item = False  # the last block: items of a list stand close together

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"p", "ul", "ol", "li", "br"}:
            self._end_block()
        if tag in {"ul", "ol"}:
            self.lists.append(0 if tag == "ol" else None)
        if tag == "li":
            self.bullet = self._next_bullet()
        if tag == "a":
            self.link, self.words = self.address(attrs), len(self.pieces)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.link:
            said = "".join(self.pieces[self.words :]).strip()
            if said not in self.link:
                self.pieces.append(f" ({self.link})")
            self.link = ""
        if tag in {"p", "ul", "ol", "li"}:
            self._end_block()
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def whole(self) -> str:
        self._end_block()
        return "\n\n".join(self.blocks)

    def _next_bullet(self) -> str:
        if not self.lists or self.lists[-1] is None:
            return "- "
        self.lists[-1] += 1
        return f"{self.lists[-1]}. "

    def _end_block(self) -> None:
        text = "".join(self.pieces)
        self.pieces = []
        if text.strip():
            rest = " " * len(self.bullet)
            block = wrapped(text, first=self.bullet, rest=rest)
            if self.bullet and self.is_item:
                self.blocks[-1] += f"\n{block}"
            else:
                self.blocks.append(block)
            self.is_item, self.bullet = bool(self.bullet), ""
