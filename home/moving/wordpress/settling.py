"""Settling: the parts of a story get the pictures, pages and documents that they mean here."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cms.library import Image
from cms.showing import MOST_PICTURES
from home.moving.wordpress.embeds import is_web
from home.moving.wordpress.items import number, path_of
from home.moving.wordpress.known import Known
from home.moving.wordpress.library import Library, NotTaken, is_picture
from home.moving.wordpress.parts import (
    Embed,
    File,
    Gallery,
    Heading,
    Note,
    Part,
    Picture,
    PullQuote,
    Quote,
    Text,
)
from home.moving.wordpress.pictured import credited
from home.moving.wordpress.scanning import OldFile, Scan

LINK = re.compile(r'<a href="([^"]*)">')
Block = dict[str, Any]


@dataclass
class Settled:
    """The body of a story as a stream stores it. `waits`: it links to stories still to come."""

    body: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    waits: bool = False


class Settler:
    """For one story: `title` names what has no name of its own."""

    def __init__(self, scan: Scan, known: Known, library: Library, *, id: int, title: str):
        self._scan, self._known, self._library = scan, known, library
        self._id, self._title = id, title
        self.settled = Settled()

    def settle(self, parts: list[Part]) -> Settled:
        for part in parts:
            for kind, value in MAKERS[type(part)](self, part):
                self.settled.body.append({"type": kind, "value": value})
        return self.settled

    def note(self, kind: str, what: str) -> None:
        self.settled.notes.append(Note(kind, what))

    def file_of(self, key: int) -> OldFile | None:
        return self._scan.files.get(key)

    def is_of(self, picture: Picture, file: OldFile) -> bool:
        """Whether this picture of a text is this file, in whichever size."""
        found = self._library.find(picture)
        return found is not None and found.path == file.path

    def image(self, file: OldFile, credit: str) -> Image:
        """Raises NotTaken."""
        return self._library.image(file, credit)

    def words_of(self, picture: Picture, file: OldFile) -> dict[str, str]:
        """What is said of a picture, the nearest words first."""
        caption, credit = credited(picture.caption)
        file_caption, file_credit = credited(file.caption)
        told = picture.alternative or file.alternative or caption or file_caption
        credit = picture.credit or credit or file.credit or file_credit or self._library.credit
        return {"alternative": told, "caption": caption, "credit": credit}

    def picture(self, picture: Picture) -> Block | None:
        """A picture as a story stores it; None, and a note, where it cannot stand in one."""
        try:
            return self._stored(picture)
        except NotTaken as missing:
            self.note(missing.kind, str(missing))
        return None

    def _stored(self, picture: Picture) -> Block:
        """Raises NotTaken."""
        file = self._library.find(picture)
        if file is None:
            raise NotTaken("picture", picture.source)
        words = self.words_of(picture, file)
        image = self._library.image(file, words["credit"])
        if not words["alternative"]:
            raise NotTaken("alternative", file.path)
        if not image.credit:
            raise NotTaken("credit", file.path)
        kept = {name: words[name] for name in ("alternative", "caption")}
        return {"image": image.pk, **kept}

    def _text(self, part: Text) -> Iterator[tuple[str, Any]]:
        yield "paragraph", LINK.sub(lambda match: self._link(unescape(match[1])), part.html)

    def _link(self, href: str) -> str:
        """The opening of a link: to a page or document of ours where it leads to one."""
        story = self._story_at(href)
        if story:
            page = self._known.page_of(story)
            if page:
                return f'<a linktype="page" id="{page}">'
            self.settled.waits = True
        elif document := self._document_at(href):
            return f'<a linktype="document" id="{document}">'
        return f'<a href="{escape(href)}">'

    def _story_at(self, href: str) -> int:
        if not self._library.is_own(href):
            return 0
        query = parse_qs(urlsplit(href).query)
        asked = number((query.get("p") or query.get("page_id") or [""])[0])
        if asked in self._scan.stories:
            return asked
        return self._scan.by_path.get(path_of(href), 0)

    def _document_at(self, href: str) -> int | None:
        file = self._library.at(href)
        if file is None:
            return None
        try:
            if is_picture(file):
                raise NotTaken("document", href)
            return self._library.document(file, "").pk
        except NotTaken as missing:
            self.note(missing.kind, str(missing))
            return None

    def _heading(self, part: Heading) -> Iterator[tuple[str, Any]]:
        yield "heading", part.text

    def _quote(self, part: Quote) -> Iterator[tuple[str, Any]]:
        yield "quote", {"text": part.text, "who": part.who}

    def _pull_quote(self, part: PullQuote) -> Iterator[tuple[str, Any]]:
        yield "pull_quote", {"text": part.text}

    def _picture(self, part: Picture) -> Iterator[tuple[str, Any]]:
        if made := self.picture(part):
            yield "image", made

    def _gallery(self, part: Gallery) -> Iterator[tuple[str, Any]]:
        """Galleries hold 2 to 30 pictures: one alone is a picture, more are several galleries."""
        keys = () if part.pictures else part.keys or tuple(self._scan.attached.get(self._id, ()))
        files = [self._scan.files[key] for key in keys if key in self._scan.files]
        for key in keys:
            if key not in self._scan.files:
                self.note("picture", str(key))
        listed = [Picture(each.url, each.id, caption=each.caption) for each in files]
        wanted = [*part.pictures, *(each for each in listed if part.keys or _is_shown(each, files))]
        made = [found for each in wanted if (found := self.picture(each))]
        for start in range(0, len(made), MOST_PICTURES):
            pictures = made[start : start + MOST_PICTURES]
            if len(pictures) == 1:
                yield "image", pictures[0]
            else:
                yield "gallery", {"title": "", "pictures": pictures}

    def _embed(self, part: Embed) -> Iterator[tuple[str, Any]]:
        yield "embed", {"url": part.url, "title": part.title or self._title, "note": ""}

    def _file(self, part: File) -> Iterator[tuple[str, Any]]:
        title = part.title or part.url.rpartition("/")[2]
        if document := self._document_at(part.url):
            yield "document", {"document": document, "title": title, "note": ""}
        elif is_web(part.url):
            yield (
                "paragraph",
                f'<p><a href="{escape(part.url)}">{escape(title, quote=False)}</a></p>',
            )


def _is_shown(picture: Picture, files: list[OldFile]) -> bool:
    """Of what was uploaded to a story its gallery shows pictures."""
    return any(each.id == picture.key and is_picture(each) for each in files)


MAKERS: dict[type, Callable[[Settler, Any], Iterator[tuple[str, Any]]]] = {
    Text: Settler._text,
    Heading: Settler._heading,
    Quote: Settler._quote,
    PullQuote: Settler._pull_quote,
    Picture: Settler._picture,
    Gallery: Settler._gallery,
    Embed: Settler._embed,
    File: Settler._file,
}
