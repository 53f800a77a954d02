"""Seeding the demo's alerts: live in both languages, and mailed to nobody."""

from typing import Any

from alerts.models import AlertIndexPage, AlertPage
from home.cataloguing import go_live, locale_of, words_of
from home.demo.alerts import ALERTS, Alert
from home.demo.posts import POSTS
from home.demo.wording import Pair
from home.translating import translate
from home.wording import campaign_of, paragraphs
from news.models import PostPage

LANGUAGE = "en"  # they are written in


def seed_alerts() -> None:
    for each in ALERTS:
        if not AlertPage.objects.filter(slug=each.slug_en, locale=locale_of(LANGUAGE)).exists():
            _seed_alert(each)


def _seed_alert(each: Alert) -> None:
    page = AlertPage(
        title=each.title.en,
        slug=each.slug_en,
        subject=each.subject.en,
        preheader=each.preheader.en,
        body=_body(each),
        locale=locale_of(LANGUAGE),
    )
    AlertIndexPage.objects.get(locale=page.locale).add_child(instance=page)
    go_live(page)
    lines = [each.title, each.subject, each.preheader, each.heading, each.closing]
    slug = Pair(each.slug_en, each.slug_es)
    translate(page, "es", words_of(*lines, *each.opening, *each.steps, slug))


def _body(each: Alert) -> list[tuple[str, Any]]:
    items = "".join(f"<li>{step.en}</li>" for step in each.steps)
    return [
        ("text", paragraphs(each.opening, LANGUAGE)),
        ("campaign", {"page": campaign_of(each.call, LANGUAGE)}),
        ("heading", each.heading.en),
        ("text", f"<ol>{items}</ol>"),
        ("post", {"page": _story(each.story)}),
        ("text", paragraphs([each.closing], LANGUAGE)),
    ]


def _story(key: str) -> PostPage:
    slug = next(post.slug_en for post in POSTS if post.key == key)
    return PostPage.objects.get(slug=slug, locale=locale_of(LANGUAGE))
