"""What the feeds of pages say alike: their form, and what was corrected in their items."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from cms.corrections import Correction
from cms.syndicating import FORMS, WRITERS

LENGTH = 30  # items


@dataclass(frozen=True)
class Channel:
    """A feed before its items; `path` is where its RSS stands, `link` the page it follows.

    `since`: when it began, for one that holds nothing yet. Its items have summaries, not whole
    texts: a copy in a feed reader hears of no correction, and nothing takes a name out of it.
    """

    title: str
    link: str
    description: str
    language: str
    path: str
    newsroom: str
    since: datetime

    def open(self, form: str) -> Any:
        """The writer of one of cms.syndicating.FORMS, ready for items."""
        return WRITERS[form](
            title=self.title,
            link=self.link,
            description=self.description,
            language=self.language,
            author_name=self.newsroom,
            author_link=f"{settings.BASE_URL}/{self.language}/",
            feed_url=f"{settings.BASE_URL}{self.path}{form}",
            since=self.since,
        )


def known_form(form: str) -> str:
    """`atom` of an address as FORMS writes it. Raises Http404 for a form that there is not."""
    written = f"{form}/" if form else ""
    if written not in FORMS:
        raise Http404
    return written


def answer(feed: Any) -> HttpResponse:
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def named(page: Any) -> dict[str, Any]:
    """What makes an item itself in any feed: its version's own name, whatever its address."""
    language = page.locale.language_code
    unique_id = f"urn:uuid:{page.translation_key}:{language}"
    return {"unique_id": unique_id, "unique_id_is_permalink": False}


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
