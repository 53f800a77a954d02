"""The feed of one campaign in one language: its updates, with what was corrected in them since."""

from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext as _

from campaigns.updates import CampaignUpdatePage
from cms.corrections import Correction
from cms.feeding import StoryFeed, corrected, corrections_by_key

LENGTH = 30  # updates


def feed_of(page: Any, address: str) -> StoryFeed:
    """What a campaign page tells at this address (a path), in the page's language: an update that
    is not in it is not in its feed. Two queries, whatever there is.
    """
    language = page.locale.language_code
    feed = StoryFeed(
        title=_("Updates: %(title)s") % {"title": page.title},
        link=page.full_url,
        description=page.summary,
        language=language,
        feed_url=settings.BASE_URL + address,
    )
    updates = list(CampaignUpdatePage.objects.child_of(page).newest_first()[:LENGTH])
    corrections = corrections_by_key(update.translation_key for update in updates)
    for update in updates:
        told = corrections.get(update.translation_key, [])
        feed.add_item(**_item(update, told, f"{page.full_url}{update.slug}/", language))
    return feed


def _item(
    update: CampaignUpdatePage, told: list[Correction], address: str, language: str
) -> dict[str, Any]:
    paragraphs: list[str] = [format_html("<p>{}</p>", update.summary)]
    paragraphs += [corrected(each, language) for each in told]
    return {
        "title": update.title,
        "link": address,
        "description": "".join(paragraphs),
        "unique_id": f"urn:uuid:{update.translation_key}:{language}",
        "unique_id_is_permalink": False,
        "pubdate": update.date,
        "updateddate": max((each.at for each in told), default=None),
        "categories": [update.get_kind_display()],
    }
