"""Feeds of campaigns: the updates of one, and the campaigns of one language with their updates;
with what was corrected in them since.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from campaigns.updates import CampaignUpdatePage
from cms.corrections import Correction
from cms.feeding import (
    LENGTH,
    Channel,
    corrected,
    corrections_by_key,
    named,
)
from cms.picturing import picture_address

Corrections = dict[UUID, list[Correction]]


def feed_of(page: Any, path: str, newsroom: str, form: str) -> Any:
    """What a campaign page tells at this path, in the page's language: an update that is not in
    it is not in its feed. Two queries, whatever there is.
    """
    channel = Channel(
        title=_("Updates: %(title)s") % {"title": page.title},
        link=page.full_url,
        description=page.summary,
        language=page.locale.language_code,
        path=path,
        newsroom=newsroom,
        since=page.first_published_at or timezone.now(),
    )
    made = channel.open(form)
    updates = _newest(CampaignUpdatePage.objects.child_of(page))
    told = corrections_by_key(update.translation_key for update in updates)
    for update in updates:
        made.add_item(**_update(update, told, update.title))
    return made


def feed_of_all(index: Any, campaigns: Any, newsroom: str, form: str) -> Any:
    """The newest of an index's `campaigns` and of their updates. Five queries and one for
    pictures, whatever there is.
    """
    channel = Channel(
        title=f"{index.title} · {newsroom}",
        link=index.full_url,
        description=_("The newest petitions and what happens in them."),
        language=index.locale.language_code,
        path=f"{index.url}feed/",
        newsroom=newsroom,
        since=index.first_published_at or timezone.now(),
    )
    made = channel.open(form)
    for item in _newest_items(index, campaigns):
        made.add_item(**item)
    return made


def _newest_items(index: Any, campaigns: Any) -> Iterable[dict[str, Any]]:
    newest = campaigns.select_related("locale", "petition", "hero_image")
    pages = list(newest.order_by("-first_published_at", "-pk")[:LENGTH])
    updates = _newest(CampaignUpdatePage.objects.descendant_of(index))
    titles = dict(
        campaigns.filter(path__in=[_above(each) for each in updates]).values_list("path", "title")
    )
    updates = [update for update in updates if _above(update) in titles]
    told = corrections_by_key(each.translation_key for each in [*pages, *updates])
    items = [_campaign(page, told) for page in pages]
    for update in updates:
        facts = {"campaign": titles[_above(update)], "update": update.title}
        title = _("%(campaign)s: %(update)s") % facts
        items.append(_update(update, told, title))
    return sorted(items, key=lambda item: item["pubdate"], reverse=True)[:LENGTH]


def _newest(updates: Any) -> list[CampaignUpdatePage]:
    return list(updates.newest_first().select_related("locale")[:LENGTH])


def _above(update: CampaignUpdatePage) -> str:
    """The tree path of its campaign."""
    return str(update.path[: -update.steplen])


def _campaign(page: Any, corrections: Corrections) -> dict[str, Any]:
    paragraphs = [text for text in (page.summary, page.outcome) if text]
    picture = {"picture": picture_address(page.hero_image), "alternative": page.hero_alternative}
    return (
        _item(page, corrections, paragraphs)
        | picture
        | {
            "title": page.title,
            "pubdate": page.first_published_at,
            "categories": [_("petition")],
        }
    )


def _update(update: CampaignUpdatePage, corrections: Corrections, title: str) -> dict[str, Any]:
    return _item(update, corrections, [update.summary]) | {
        "title": title,
        "pubdate": update.date,
        "categories": [update.get_kind_display()],
        "picture": "",
        "alternative": "",
    }


def _item(page: Any, corrections: Corrections, paragraphs: list[str]) -> dict[str, Any]:
    told = corrections.get(page.translation_key, [])
    said: list[str] = [format_html("<p>{}</p>", text) for text in paragraphs]
    said += [corrected(each, page.locale.language_code) for each in told]
    return named(page) | {
        "link": settings.BASE_URL + (page.url or ""),
        "description": "".join(said),
        "updateddate": max((each.at for each in told), default=None),
        "authors": [],
    }
