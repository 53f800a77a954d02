"""What a WXR file says, read with the standard library alone."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

WP, CONTENT = "{http://wordpress.org/export/1.2/}", "{http://purl.org/rss/1.0/modules/content/}"
EXCERPT = "{http://wordpress.org/export/1.2/excerpt/}"
PARAGRAPHS = {"p", "li", "h1", "h2", "h3", "h4", "blockquote", "cite", "figcaption", "td"}
WRAPS = {"div", "figure", "aside", "section", "ul", "ol"}
UPLOADS = "/wp-content/uploads/"


@dataclass
class Shown:
    """A picture in a text."""

    path: str
    alternative: str
    caption: str = ""
    credit: str = ""


@dataclass
class Said:
    """An item of the file."""

    pk: int
    kind: str
    title: str
    slug: str
    status: str
    link: str
    at: datetime
    excerpt: str
    content: str
    terms: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    meta: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    file: str = ""

    @property
    def language(self) -> str:
        return next((slug for slug, _name in self.terms["language"]), "")

    @property
    def group(self) -> str:
        return next((slug for slug, _name in self.terms["post_translations"]), "")

    def names(self, domain: str) -> list[str]:
        return [name for _slug, name in self.terms[domain]]

    def one(self, key: str) -> str:
        return (self.meta[key] or [""])[0]


class Reader(HTMLParser):
    """Gathers paragraphs and pictures. Moments and the numbers of notes are no words of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[str] = []
        self.pictures: list[Shown] = []
        self._words: list[str] = []
        self._within: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._end()
        elif tag == "img":
            self.pictures.append(Shown(path_of(facts["src"]), facts.get("alt", "")))
        else:
            if tag in PARAGRAPHS | WRAPS:
                self._end()
            self._within.append((tag, facts.get("class", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in PARAGRAPHS | WRAPS:
            self._end()
        if tag != "br":
            self._within.pop()

    def handle_data(self, text: str) -> None:
        names = [name for name, _of in self._within]
        classes = {of for _name, of in self._within}
        if "time" in names or "fn" in classes:
            return
        is_below_a_picture = "figcaption" in names and "wp-element-caption" in classes
        is_gallerys = any("blocks-gallery-caption" in of for of in classes)
        if is_below_a_picture and not is_gallerys and self._is_in_picture():
            word = "credit" if "hub-credit" in classes else "caption"
            shown = self.pictures[-1]
            setattr(shown, word, (getattr(shown, word) + text).strip())
            return
        self._words.append(text)

    def close(self) -> None:
        super().close()
        self._end()

    def _is_in_picture(self) -> bool:
        return any("wp-block-image" in of for _name, of in self._within)

    def _end(self) -> None:
        words = " ".join("".join(self._words).split())
        if any(sign.isalnum() for sign in words):
            self.paragraphs.append(words)
        self._words = []


def read_text(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def path_of(url: str) -> str:
    return url.partition(UPLOADS)[2]


def items_of(path: Path) -> Iterator[Said]:
    for _event, element in ElementTree.iterparse(path):
        if element.tag == "item":
            yield _said(element)
            element.clear()


def authors_of(path: Path) -> dict[str, str]:
    """Display names by log-in."""
    found = ElementTree.parse(path).getroot().iter(f"{WP}author")
    return {
        each.findtext(f"{WP}author_login"): each.findtext(f"{WP}author_display_name")
        for each in found
    }


def _said(element: ElementTree.Element) -> Said:
    def text(name: str) -> str:
        return element.findtext(name) or ""

    at = datetime.strptime(text(f"{WP}post_date_gmt"), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    said = Said(
        pk=int(text(f"{WP}post_id")),
        kind=text(f"{WP}post_type"),
        title=unescape(text("title")),
        slug=text(f"{WP}post_name"),
        status=text(f"{WP}status"),
        link=text("link"),
        at=at,
        excerpt=unescape(text(f"{EXCERPT}encoded")),
        content=text(f"{CONTENT}encoded"),
        file=path_of(text(f"{WP}attachment_url")),
    )
    for term in element.findall("category"):
        said.terms[term.get("domain")].append((term.get("nicename"), unescape(term.text or "")))
    for row in element.findall(f"{WP}postmeta"):
        said.meta[row.findtext(f"{WP}meta_key")].append(row.findtext(f"{WP}meta_value") or "")
    return said
