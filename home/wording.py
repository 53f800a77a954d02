"""From the demo's pairs to what models hold: stream blocks, letters, and the pairs inside them."""

from collections.abc import Iterable, Iterator
from typing import Any

from campaigns.models import CampaignPage
from home.demo.campaigns import CAMPAIGNS
from home.demo.wording import Block, Call, Heading, KeyFacts, Pair, Paragraph, Quote


def paragraphs(pairs: Iterable[Pair], language: str) -> str:
    return "".join(f"<p>{pair.text(language)}</p>" for pair in pairs)


letter_of = paragraphs


def body_of(blocks: Iterable[Block], language: str) -> list[tuple[str, Any]]:
    """Stream data of a story in one language."""
    return [_block(block, language) for block in blocks]


def pairs_in(blocks: Iterable[Block]) -> Iterator[Pair]:
    """Every pair of a story's blocks: what a translator would be asked for."""
    for block in blocks:
        match block:
            case Heading(text=pair) | Paragraph(text=pair) | Call(text=pair):
                yield pair
            case Quote(text=pair, who=who):
                yield from (pair, who)
            case KeyFacts(title=title, items=items):
                yield from (title, *items)


def _block(block: Block, language: str) -> tuple[str, Any]:
    match block:
        case Heading(text=pair):
            return "heading", pair.text(language)
        case Paragraph(text=pair):
            return "paragraph", paragraphs([pair], language)
        case Quote(text=pair, who=who):
            return "quote", {"text": pair.text(language), "who": who.text(language)}
        case KeyFacts(title=title, items=items):
            texts = [paragraphs([item], language) for item in items]
            return "key_facts", {"title": title.text(language), "items": texts}
        case Call(campaign=key, text=pair):
            return "campaign_call", {"text": pair.text(language), "page": _campaign(key, language)}


def _campaign(key: str, language: str) -> CampaignPage:
    slugs = {each.key: {"en": each.slug_en, "es": each.slug_es} for each in CAMPAIGNS}
    return CampaignPage.objects.get(slug=slugs[key][language], locale__language_code=language)
