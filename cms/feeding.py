"""Feeds of pages: RSS 2.0 that also says when an item changed, and what was corrected in it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.feedgenerator import Rss201rev2Feed, rfc3339_date
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from cms.corrections import Correction


class StoryFeed(Rss201rev2Feed):
    """RSS itself has no word for a later change of an item."""

    content_type = "application/rss+xml; charset=utf-8"

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["updateddate"]:
            handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))


def corrections_by_key(keys: Iterable[UUID]) -> dict[UUID, list[Correction]]:
    """The standing corrections of several pairs. One query."""
    return by_key(Correction.objects.of(*keys))


def corrected(correction: Correction, language: str) -> str:
    """A paragraph of a feed, in the active language."""
    return format_html(
        "<p><strong>{}</strong> {}</p>",
        _("Correction, %(day)s:") % {"day": date_format(correction.at, "DATE_FORMAT")},
        correction.text_in(language),
    )


def by_key(told: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for each in told:
        found.setdefault(each.translation_key, []).append(each)
    return found
