"""From the demo's pairs to what models hold: stream blocks, letters, and the pairs inside them."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import singledispatch
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from campaigns.models import CampaignPage
from home.demo.campaigns import CAMPAIGNS
from home.demo.wording import (
    Block,
    Call,
    CallOffice,
    Event,
    Gallery,
    Heading,
    KeyFacts,
    Pair,
    Paragraph,
    PullQuote,
    Quote,
)
from home.illustrating import illustration


def paragraphs(pairs: Iterable[Pair], language: str) -> str:
    return "".join(f"<p>{pair.text(language)}</p>" for pair in pairs)


letter_of = paragraphs


def body_of(blocks: Iterable[Block], language: str) -> list[tuple[str, Any]]:
    """Stream data of a story in one language."""
    return [_block(block, language) for block in blocks]


def notes_in(blocks: Iterable[Block]) -> list[Pair]:
    """The notes of a story, which stand on rows of their own."""
    return [each.note for each in blocks if isinstance(each, Paragraph) and each.note]


def key_of(note: Pair) -> UUID:
    """The id by which a text refers to its note: the same on every install."""
    return uuid5(NAMESPACE_URL, note.en)


def pairs_in(blocks: Iterable[Block]) -> Iterator[Pair]:
    """Every pair of a story's blocks: what a translator would be asked for."""
    for block in blocks:
        if isinstance(block, Paragraph) and block.note:
            yield from (_marked(block.text, block.note), block.note)
        else:
            yield from _pairs_of(block)


def _pairs_of(thing: Any) -> Iterator[Pair]:
    if isinstance(thing, Pair):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _pairs_of(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _pairs_of(getattr(thing, field.name))


def _marked(pair: Pair, note: Pair) -> Pair:
    """As wagtail-localize shows a reference to translators: a link without its address."""
    mark = f'<a id="a1">[{str(key_of(note))[:6]}]</a>'
    return Pair(pair.en + mark, pair.es + mark)


@singledispatch
def _block(block: Any, language: str) -> tuple[str, Any]:
    raise TypeError(block)


@_block.register
def _heading(block: Heading, language: str) -> tuple[str, Any]:
    return "heading", block.text.text(language)


@_block.register
def _paragraph(block: Paragraph, language: str) -> tuple[str, Any]:
    if block.note is None:
        return "paragraph", paragraphs([block.text], language)
    key = str(key_of(block.note))
    mark = f'<a id="{key}" linktype="footnote">[{key[:6]}]</a>'
    return "paragraph", f"<p>{block.text.text(language)}{mark}</p>"


@_block.register
def _quote(block: Quote, language: str) -> tuple[str, Any]:
    return "quote", {"text": block.text.text(language), "who": block.who.text(language)}


@_block.register
def _pull_quote(block: PullQuote, language: str) -> tuple[str, Any]:
    return "pull_quote", {"text": block.text.text(language)}


@_block.register
def _key_facts(block: KeyFacts, language: str) -> tuple[str, Any]:
    texts = [paragraphs([item], language) for item in block.items]
    return "key_facts", {"title": block.title.text(language), "items": texts}


@_block.register
def _gallery(block: Gallery, language: str) -> tuple[str, Any]:
    pictures = [
        {
            "image": illustration(each.picture, title=each.caption.en),
            "alternative": each.alternative.text(language),
            "caption": each.caption.text(language),
        }
        for each in block.pictures
    ]
    return "gallery", {"title": block.title.text(language), "pictures": pictures}


@_block.register
def _event(block: Event, language: str) -> tuple[str, Any]:
    words = {name: getattr(block, name) for name in ("name", "place", "address", "details")}
    texts = {name: pair.text(language) for name, pair in words.items()}
    return "event", texts | {"start": block.start, "end": block.end, "url": ""}


@_block.register
def _call_office(block: CallOffice, language: str) -> tuple[str, Any]:
    return "call_office", {
        "office": block.office.text(language),
        "phone": block.phone,
        "hours": block.hours.text(language),
        "script": paragraphs([block.script], language),
    }


@_block.register
def _call(block: Call, language: str) -> tuple[str, Any]:
    page = campaign_of(block.campaign, language)
    return "campaign_call", {"text": block.text.text(language), "page": page}


def campaign_of(key: str, language: str) -> CampaignPage:
    slugs = {each.key: {"en": each.slug_en, "es": each.slug_es} for each in CAMPAIGNS}
    return CampaignPage.objects.get(slug=slugs[key][language], locale__language_code=language)
