"""Drafting: what a story will be here, as facts to be compared with an earlier run's."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from home.moving.wordpress.items import Item, plain, slug_of
from home.moving.wordpress.library import NotTaken
from home.moving.wordpress.markup import convert
from home.moving.wordpress.naming import Names
from home.moving.wordpress.noted import STORED, without_marks
from home.moving.wordpress.parts import Note, Part, Picture, Text
from home.moving.wordpress.scanning import OldFile
from home.moving.wordpress.settling import Block, Settler

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_WORDS, LONGEST_CREDIT, LONGEST_TAG = 255, 300, 300, 200, 60


@dataclass
class Draft:
    """One page in one language; names of its fields are the model's. `goes` is what becomes of it:
    `live`, `later` or `draft`.
    """

    title: str
    slug: str
    summary: str
    search_description: str
    at: datetime | None
    goes: str
    body: list[Block] = field(default_factory=list)
    hero: dict[str, Any] = field(default_factory=dict)
    topics: list[int] = field(default_factory=list)
    authors: list[int] = field(default_factory=list)
    series: int | None = None
    series_part: int | None = None
    has_tip_line: bool = True
    tags: list[str] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)  # by their key

    def facts(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Drafted:
    draft: Draft
    notes: list[Note]
    waits: bool  # it links to stories that are still to come


def drafted(item: Item, settler: Settler, names: Names | None, language: str) -> Drafted:
    """Without `names` nothing is filed and nobody is named: a dry run."""
    parts, notes = convert(item.content)
    notes += _told(item)
    hero, parts = _hero(item, settler, parts)
    settled = settler.settle(parts)
    said, missing = _notes(item, parts)
    goes, why = _goes(item)
    draft = Draft(
        title=_title(item, parts)[:LONGEST_TITLE],
        slug=slug_of(item),
        summary=_summary(item, parts),
        search_description=item.description,
        at=item.at,
        goes=goes,
        body=settled.body,
        hero=hero,
        notes=said,
        has_tip_line=item.has_tip_line,
        series_part=item.series_part or None,
    )
    if names is not None:
        _file(draft, item, names, language)
    return Drafted(draft, [*notes, *why, *missing, *settled.notes], settled.waits)


def _goes(item: Item) -> tuple[str, list[Note]]:
    """Nothing is shown that the old site did not show, and nothing at a time that is over."""
    if item.has_password:
        return "draft", [Note("password")]
    if item.status == "publish":
        return "live", []
    if item.status == "private":
        return "draft", [Note("private")]
    if item.status == "future":
        is_ahead = item.at is not None and item.at > timezone.now()
        return ("later", []) if is_ahead else ("draft", [Note("waits")])
    return "draft", []


def _told(item: Item) -> list[Note]:
    """What a story had that nothing here stands for."""
    notes = [Note("custom_field", each) for each in item.custom_fields]
    notes += [Note("comments", str(item.comments))] if item.comments else []
    notes += [Note("sticky")] if item.is_sticky else []
    notes += [] if item.title else [Note("title")]
    is_cut = len(plain(item.excerpt)) > LONGEST_SUMMARY and item.kind == "post"
    notes += [Note("summary")] if is_cut else []
    notes += [Note("cut", "title")] if len(item.title) > LONGEST_TITLE else []
    return notes


def _title(item: Item, parts: list[Part]) -> str:
    return item.title or shortened(first_words(parts), 80) or slug_of(item)


def _summary(item: Item, parts: list[Part]) -> str:
    """What the old site said of it, else how it begins."""
    told = plain(item.excerpt) or item.description or first_words(parts)
    return shortened(told, LONGEST_SUMMARY) or item.title[:LONGEST_SUMMARY]


def first_words(parts: list[Part]) -> str:
    """The first paragraph that is long enough to say something."""
    for part in parts:
        for paragraph in part.html.split("</p>") if isinstance(part, Text) else ():
            if len(words := plain(paragraph.replace("<br/>", " "))) > 20:
                return words
    return ""


def shortened(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return text[: most - 1].rpartition(" ")[0].rstrip(",;:") + "…"


def _hero(item: Item, settler: Settler, parts: list[Part]) -> tuple[dict[str, Any], list[Part]]:
    """The main picture. Its words are kept even where its file is not there, for whoever brings it
    later; where the story begins with the same picture, that one is left out.
    """
    file = settler.file_of(item.thumbnail)
    if file is None:
        if item.thumbnail:
            settler.note("picture", str(item.thumbnail))
        return {}, parts
    same = [each for each in parts if isinstance(each, Picture) and settler.is_of(each, file)]
    picture = same[0] if same else Picture(file.url, file.id, caption=file.caption)
    words = settler.words_of(picture, file)
    image = _image(settler, file, words)
    words |= dict(item.hero_words)
    hero = {
        "hero_image_id": image,
        "hero_alternative": words["alternative"][:LONGEST_WORDS],
        "hero_credit": words["credit"][:LONGEST_CREDIT],
        "hero_caption": words["caption"][:LONGEST_WORDS],
    }
    is_first = bool(same) and parts[0] is same[0]
    return hero, parts[1:] if is_first else parts


def _image(settler: Settler, file: OldFile, words: dict[str, str]) -> int | None:
    try:
        image = settler.image(file, words["credit"])
    except NotTaken as missing:
        settler.note(missing.kind, str(missing))
        return None
    for name in ("alternative", "credit"):
        if not words[name]:
            settler.note(name, file.path)
            return None
    return image.pk


def _notes(item: Item, parts: list[Part]) -> tuple[dict[str, str], list[Note]]:
    """What the marks in the text refer to. A mark without a note is not shown, and told of; pages
    have no notes here.
    """
    html = "".join(each.html for each in parts if isinstance(each, Text))
    marked, known = dict.fromkeys(STORED.findall(html)), dict(item.notes)
    if item.kind != "post":
        return {}, [Note("footnote", key) for key in marked]
    told = {key: _text_of(known[key]) for key in marked if key in known}
    lost = [key for key in {**marked, **known} if not told.get(key)]
    return told, [Note("footnote", plain(known.get(key, "")) or key) for key in lost]


def _text_of(markup: str) -> str:
    parts, _notes = convert(markup)
    return without_marks("".join(each.html for each in parts if isinstance(each, Text)))


def _file(draft: Draft, item: Item, names: Names, language: str) -> None:
    signed = [each.name for each in item.terms if each.taxonomy == "author"]
    authors = [names.author_named(each, language) for each in signed]
    authors = authors or ([names.author(item.creator, language)] if item.creator else [])
    draft.authors = list(dict.fromkeys(each.pk for each in authors))
    for term in item.terms:
        if term.taxonomy == "category":
            draft.topics.append(names.of_term(term, language).pk)
        elif term.taxonomy == "series":
            draft.series = names.of_term(term, language).pk
        elif term.taxonomy == "post_tag":
            draft.tags.append(term.name[:LONGEST_TAG])
    draft.topics = list(dict.fromkeys(draft.topics))
    draft.tags = list(dict.fromkeys(draft.tags))
