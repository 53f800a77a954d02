"""The posts and campaigns that a letter shows, in its reader's language: two queries for all."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from wagtail.blocks import StreamValue

from campaigns.models import CampaignPage
from news.models import PostPage

POST, CAMPAIGN = "post", "campaign"

Cards = dict[UUID, Any]  # pages by their translation key


def cards_in(body: StreamValue, language: str) -> Cards:
    """The live pages of this language that the letter points at; what is not there is left out."""
    facts = {"locale__language_code": language}
    cards: Cards = {}
    if keys := {page.translation_key for page in chosen(body, POST)}:
        posts = PostPage.objects.live().filter(translation_key__in=keys, **facts)
        cards |= {page.translation_key: page for page in posts.as_teasers()}
    if keys := {page.translation_key for page in chosen(body, CAMPAIGN)}:
        campaigns = CampaignPage.objects.live().filter(translation_key__in=keys, **facts)
        cards |= {page.translation_key: page for page in campaigns.as_cards()}
    return cards


def chosen(body: StreamValue, kind: str) -> Iterator[Any]:
    """The pages that the editor chose, in whatever language they are."""
    for child in body:
        if child.block_type == kind and child.value["page"] is not None:
            yield child.value["page"]


def left_out(body: StreamValue, language: str) -> list[str]:
    """Titles of chosen pages that are not live in this language: their cards are not shown."""
    cards = cards_in(body, language)
    pages = [*chosen(body, POST), *chosen(body, CAMPAIGN)]
    return [page.title for page in pages if page.translation_key not in cards]
