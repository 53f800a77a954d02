"""Compares a WXR file and its folder of uploads with the site that this database holds: whatever
the file says and the site does not have is told, in one line each.

It shares no code with any importer or exporter: the file is read by `wxr_said.py`, the site by its
models and, for addresses, as a reader gets it.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from PIL import Image as Pillow
from PIL import ImageChops, ImageStat

from cms.models import Correction, Image, LiveEntry, Pair
from home.models import StandardPage
from news.models import PostPage
from tests.home.moving.wxr_said import Said, authors_of, items_of, read_text

MODELS = {"post": PostPage, "page": StandardPage}
TAG = re.compile(r"<[^>]*>")
NOTE = re.compile(r'<a [^>]*linktype="footnote"[^>]*>.*?</a>')
BLOCK_END = re.compile(r"</(?:p|li|h\d)>|<br/?>")
# What a site says around its stories: it says so itself, and no story holds it.
FRAME = (
    *("Correction", "Corrección", "Live updates", "Actualizaciones en vivo"),
    *("Go to the petition", "Ir a la petición", "More about the event", "Más sobre el evento"),
    *("What you can say", "Lo que puedes decir", "A petition by", "Una petición de"),
    *("A picture is not shown here", "Aquí no se muestra una imagen"),
    *("Machine translation", "Traducción automática"),
)
ALIKE = 6  # of 255: how much two pictures may differ on average


def differences(wxr: Path, uploads: Path) -> list[str]:
    """What is missing in the site, or is there in another way."""
    return list(Comparison(wxr, uploads).lines())


class Comparison:
    def __init__(self, wxr: Path, uploads: Path):
        self.wxr, self.uploads = wxr, uploads
        self.files = {each.pk: each for each in items_of(wxr) if each.kind == "attachment"}
        self.authors = authors_of(wxr)

    def lines(self) -> Iterator[str]:
        groups: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for said in items_of(self.wxr):
            if said.kind in MODELS:
                groups[said.group].add((said.language, said.slug))
                name = f"{said.slug} ({said.language})"
                yield from (f"{name}: {line}" for line in self._story(said))
        for group, versions in groups.items():
            yield from _group(group, versions)
        yield from self._library()

    def _story(self, said: Said) -> Iterator[str]:
        rows = MODELS[said.kind].objects.filter(slug=said.slug)
        page = rows.filter(locale__language_code=said.language or "en").first()
        if page is None:
            yield "is not there"
            return
        newest = page if page.live else page.get_latest_revision_as_object()
        yield from _unequal("title", said.title, newest.title)
        yield from _status(said, page)
        yield from _words(said, page, newest)
        yield from self._pictures(said, newest)
        if said.kind == "post":
            yield from _unequal("summary", said.excerpt, newest.summary)
            yield from _unequal("date", said.at, newest.date.replace(microsecond=0), page.live)
            yield from self._filed(said, newest)
            yield from self._main_picture(said, newest)
        if said.status == "publish":
            yield from _address(said, page)

    def _filed(self, said: Said, page: Any) -> Iterator[str]:
        topics = {row.topic.name for row in page.post_topics.all()}
        yield from _unequal("topics", set(said.names("category")), topics)
        tags = {row.name for row in page.post_tags.all()}
        yield from _unequal("tags", set(said.names("post_tag")), tags)
        bylines = [row.author.name for row in page.post_authors.all()]
        yield from _unequal("bylines", said.names("author"), bylines)

    def _main_picture(self, said: Said, page: Any) -> Iterator[str]:
        pk = int(said.one("_thumbnail_id") or 0)
        if not pk:
            return
        if page.hero_image is None:
            yield "has no main picture"
            return
        file = self.files[pk]
        if not self._is_alike(file.file, page.hero_image):
            yield "has another main picture"
        words = {each: said.one(f"_hub_hero_{each}") for each in ("alternative", "caption")}
        for name, text in words.items():
            yield from _unequal(f"main picture's {name}", text, getattr(page, f"hero_{name}"))
        credit = said.one("_hub_hero_credit") or file.one("_hub_credit")
        mine = page.hero_credit or page.hero_image.credit
        yield from _unequal("main picture's credit", credit, mine)

    def _pictures(self, said: Said, page: Any) -> Iterator[str]:
        shown, stored = read_text(said.content).pictures, list(_pictures(page.body.raw_data))
        yield from _unequal("number of pictures", len(shown), len(stored))
        for number, (mine, (pk, alternative, caption)) in enumerate(
            zip(shown, stored, strict=False), start=1
        ):
            image = Image.objects.get(pk=pk)
            if not self._is_alike(mine.path, image):
                yield f"picture {number} is another one"
            yield from _unequal(f"picture {number}'s text", mine.alternative, alternative)
            yield from _unequal(f"picture {number}'s caption", mine.caption, caption)
            yield from _unequal(f"picture {number}'s credit", mine.credit, image.credit)

    def _library(self) -> Iterator[str]:
        """Pictures that no story uses are in the library too."""
        known = set(Image.objects.values_list("title", "credit"))
        for file in self.files.values():
            facts = (file.title, file.one("_hub_credit"))
            if file.one("_wp_attachment_image_alt") and facts not in known:
                yield f"picture {facts} is not there"

    def _is_alike(self, path: str, image: Image) -> bool:
        with Pillow.open(self.uploads / path) as first, image.file.open("rb") as file:
            second = Pillow.open(file)
            if first.size != second.size:
                return False
            both = [each.convert("RGB") for each in (first, second)]
        return max(ImageStat.Stat(ImageChops.difference(*both)).mean) <= ALIKE


def _group(group: str, versions: set[tuple[str, str]]) -> Iterator[str]:
    """Versions of one story are versions of one story there too, and of no other."""
    for language, slug in sorted(versions):
        rows = [each.objects.filter(slug=slug) for each in MODELS.values()]
        found = (each.filter(locale__language_code=language).first() for each in rows)
        page = next((each for each in found if each), None)
        if page is None:
            continue
        there = page.get_translations(inclusive=True).values_list("locale__language_code", "slug")
        yield from _unequal(f"versions of {slug}", versions, set(there))


def _status(said: Said, page: Any) -> Iterator[str]:
    wanted = {"publish": True, "private": page.live}.get(said.status, False)
    yield from _unequal("is live", wanted, page.live)
    if said.status == "future":
        due = page.go_live_at or getattr(page.scheduled_revision, "approved_go_live_at", None)
        pair = Pair.objects.filter(translation_key=page.translation_key).first()
        due = due or (pair.embargo_at if pair else None)
        yield from _unequal("goes live", said.at, due and due.replace(microsecond=0))


def _words(said: Said, page: Any, newest: Any) -> Iterator[str]:
    """Each paragraph is there, and the parts of the text are in their order."""
    parts, around = [_joined(each) for each in newest.body.raw_data], _around(page, newest)
    place = 0
    for paragraph in read_text(said.content).paragraphs:
        places = [number for number, text in enumerate(parts) if paragraph in text]
        later = [number for number in places if number >= place]
        if later:
            place = later[0]
        elif places:
            yield f"is in another place: {paragraph[:60]}"
        elif paragraph not in around and not paragraph.startswith(FRAME):
            yield f"lacks: {paragraph[:60]}"
    for note in json.loads(said.one("footnotes") or "[]"):
        if " ".join(TAG.sub("", note["content"]).split()) not in around:
            yield f"lacks the note: {note['content'][:60]}"


def _around(page: Any, newest: Any) -> str:
    """What stands beside the text: notes, corrections, entries."""
    notes = newest.footnotes.all() if hasattr(newest, "footnotes") else []
    told = [_joined(note.text) for note in notes]
    for model in (Correction, LiveEntry):
        rows = model.objects.of(page.translation_key)
        told += [" ".join(row.text_in(page.locale.language_code).split()) for row in rows]
    return "\n".join(told)


def _joined(stored: Any) -> str:
    """All the words in what is stored, in their order, a line for each paragraph."""
    return "\n".join(" ".join(line.split()) for line in _lines(stored))


def _lines(stored: Any) -> Iterator[str]:
    if isinstance(stored, str):
        html = BLOCK_END.sub("\n", NOTE.sub("", stored)) if "<" in stored else stored
        text = unescape(TAG.sub("", html)) if "<" in stored else stored
        yield from text.splitlines()
        yield text
    elif isinstance(stored, dict):
        for name, each in stored.items():
            if name not in {"id", "type"}:
                yield from _lines(each)
    elif isinstance(stored, list) or hasattr(stored, "__iter__"):
        for each in stored:
            yield from _lines(each)


def _pictures(stored: Any) -> Iterator[tuple[int, str, str]]:
    if isinstance(stored, dict):
        if stored.get("image") and "alternative" in stored:
            yield stored["image"], stored["alternative"], stored.get("caption") or ""
        for each in stored.values():
            yield from _pictures(each)
    elif not isinstance(stored, str) and hasattr(stored, "__iter__"):
        for each in stored:
            yield from _pictures(each)


def _address(said: Said, page: Any) -> Iterator[str]:
    """Where it was, and where it had been before, readers still find it."""
    for path in (urlsplit(said.link).path, *said.meta["_hub_redirect_from"]):
        answer = Client().get(path, follow=True)
        there = answer.redirect_chain[-1][0] if answer.redirect_chain else path
        if answer.status_code != 200 or urlsplit(there).path != page.url:
            yield f"{path} leads to {there} ({answer.status_code})"


def _unequal(what: str, wanted: Any, found: Any, is_asked: bool = True) -> Iterator[str]:
    if is_asked and wanted != found:
        yield f"{what}: {wanted!r} is {found!r}"
