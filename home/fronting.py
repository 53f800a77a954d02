"""Seeding the demo's front page: arranged by an editor, once there are stories to arrange."""

from typing import Any

from campaigns.models import CampaignPage
from home.cataloguing import go_live, locale_of, topic_of
from home.demo import front
from home.demo.campaigns import CAMPAIGNS
from home.demo.posts import POSTS
from home.demo.wording import Pair
from home.models import HomePage
from home.wording import paragraphs
from news.models import PostPage


def seed_front() -> None:
    home = HomePage.objects.get(locale=locale_of("en"))
    if home.front:
        return
    home.front = [
        ("lead", {"page": _post(front.LEAD)}),
        ("campaign", {"page": _campaign(front.CAMPAIGN)}),
        ("topics", None),
        ("stories", {"title": _said(front.PACKAGE_TITLE), "pages": _package()}),
        *[("topic", _section(key)) for key in front.TOPICS],
        ("subscribe", None),
        ("tip", None),
        ("latest", {"number": 8}),
        ("text", {"title": _said(front.TEXT_TITLE), "text": _written(front.TEXT)}),
    ]
    go_live(home)


def _package() -> list[PostPage]:
    return [_post(key) for key in front.PACKAGE]


def _section(topic: str) -> dict[str, Any]:
    return {"topic": topic_of(topic, "en"), "title": {"en": "", "es": ""}, "number": 4}


def _said(pair: Pair) -> dict[str, str]:
    return {"en": pair.en, "es": pair.es}


def _written(pair: Pair) -> dict[str, str]:
    return {language: paragraphs([pair], language) for language in ("en", "es")}


def _post(key: str) -> PostPage:
    slug = next(each.slug_en for each in POSTS if each.key == key)
    return PostPage.objects.get(slug=slug, locale=locale_of("en"))


def _campaign(key: str) -> CampaignPage:
    slug = next(each.slug_en for each in CAMPAIGNS if each.key == key)
    return CampaignPage.objects.get(slug=slug, locale=locale_of("en"))
