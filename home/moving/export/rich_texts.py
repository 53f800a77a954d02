"""Rich text as others read it: links by address, notes as WordPress marks them, nothing of Hub's.

A square bracket is written as an entity: in WordPress it could begin a shortcode.
"""

from html import escape
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from django.conf import settings
from wagtail.documents import get_document_model
from wagtail.models import Page

from home.moving.export.telling import Telling

LISTS = ("ul", "ol")


def plain(text: object) -> str:
    """A text without markup, ready to stand in HTML."""
    return _unbracketed(escape(str(text)))


def lines(text: object) -> str:
    """The same, its line ends kept."""
    return "<br/>".join(plain(line) for line in str(text).splitlines())


def opened(html: str, telling: Telling) -> BeautifulSoup:
    """The text with every link leading where it leads outside of Hub."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        if tag.name != "a":
            tag.attrs = {}
    for link in soup.find_all("a"):
        if link.get("linktype") == "footnote":
            _mark_note(soup, link, telling)
        else:
            _lead_out(link, telling)
    return soup


def inline(html: str, telling: Telling) -> str:
    """In one line of text: paragraphs become line breaks."""
    parts = [said_within(each) for each in opened(html, telling).children]
    return "<br/>".join(part for part in parts if part.strip())


def said(node: Any) -> str:
    """A tag or a text as HTML."""
    if isinstance(node, Tag):
        return _unbracketed(node.decode(formatter="minimal"))
    return _unbracketed(node.output_ready("minimal")) if _is_text(node) else ""


def said_within(node: Any) -> str:
    """What a tag holds, without the tag; a text as it is."""
    if isinstance(node, Tag) and node.name == "p":
        return "".join(said(each) for each in node.children)
    return said(node)


def page_url(pk: Any, language: str) -> str:
    """The absolute address of a page, in this language where it is live in it."""
    page = Page.objects.filter(pk=pk).select_related("locale").first()
    if page is None:
        return ""
    if page.locale.language_code != language:
        same = Page.objects.live().filter(translation_key=page.translation_key)
        page = same.filter(locale__language_code=language).first() or page
    return page.full_url or ""


def absolute(url: str) -> str:
    return f"{settings.BASE_URL}{url}" if url.startswith("/") else url


def _lead_out(link: Tag, telling: Telling) -> None:
    kind, key = link.get("linktype"), link.get("id")
    url = absolute(str(link.get("href") or ""))
    if kind == "page":
        url = page_url(key, telling.language)
    elif kind == "document":
        document = get_document_model().objects.filter(pk=key).first()
        url = telling.files.document(document) if document else ""
    if url:
        link.attrs = {"href": url}
    else:
        link.unwrap()


def _mark_note(soup: BeautifulSoup, link: Tag, telling: Telling) -> None:
    """As the block editor's own notes; a reference without its note is dropped, as in Hub."""
    key = str(link.get("id"))
    if key not in telling.notes:
        link.decompose()
        return
    mark = soup.new_tag("sup", attrs={"data-fn": key, "class": "fn"})
    there = soup.new_tag("a", attrs={"href": f"#{key}", "id": f"{key}-link"})
    there.string = str(telling.number_of(key))
    mark.append(there)
    link.replace_with(mark)


def _is_text(node: Any) -> bool:
    return type(node) is NavigableString


def _unbracketed(html: str) -> str:
    return html.replace("[", "&#91;")
