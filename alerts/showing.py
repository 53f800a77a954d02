"""Showing: what each part of a letter says in a mail, as facts for its two templates.

None leaves a part out: a picture that may not be shown, a card without a page in this language.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import ngettext
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page
from wagtail.rich_text import RichText

from alerts.cards import Cards, cards_in
from alerts.prose import html_of, page_ids, text_of
from campaigns.models import CampaignPage
from campaigns.sourcing import mail_source

WIDTH = 552  # pixels of a picture in a mail of 600
RENDITION = f"width-{2 * WIDTH}|format-jpeg|jpegquality-75|bgcolor-ffffff"

Facts = dict[str, Any]


@dataclass
class Letter:
    """One version of an alert, read once for its mail."""

    page: Any

    @property
    def language(self) -> str:
        return str(self.page.locale.language_code)

    @cached_property
    def cards(self) -> Cards:
        return cards_in(self.page.body, self.language)

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Of the pages that its text links to: in this language where they are live in it."""
        texts = (child.value.source for child in self.page.body if child.block_type == "text")
        chosen = Page.objects.in_bulk(set().union(*map(page_ids, texts)))
        keys = {page.translation_key for page in chosen.values()}
        live = Page.objects.live().filter(translation_key__in=keys).select_related("locale")
        found = {(page.translation_key, page.locale.language_code): page for page in live}
        return {
            str(pk): self.address(target)
            for pk, page in chosen.items()
            if (target := found.get((page.translation_key, self.language)) or _live(page))
        }

    def address(self, page: Any) -> str:
        """Absolute; a campaign's says that its readers come from this alert's mail."""
        address = page.full_url or ""
        if address and self.page.pk and issubclass(page.specific_class or Page, CampaignPage):
            address += f"?via={mail_source(self.page.pk)}"
        return address

    def card(self, chosen: Any) -> Any | None:
        return chosen and self.cards.get(chosen.translation_key)

    def shown(self, kind: str, value: Any) -> Facts | None:
        return SHOWN[kind](self, value)


def _live(page: Page) -> Page | None:
    return page if page.live else None


def _heading(letter: Letter, value: str) -> Facts | None:
    return {"text": value} if value.strip() else None


def _text(letter: Letter, value: RichText) -> Facts:
    html = html_of(value.source, letter.addresses)
    return {"html": SafeString(html), "text": text_of(value.source, letter.addresses)}


def _picture(letter: Letter, value: Any) -> Facts | None:
    shown = picture_for(value["image"])
    return shown and shown | {"alternative": value["alternative"] or ""}


def _button(letter: Letter, value: Any) -> Facts | None:
    is_whole = value["label"] and value["url"]
    return {"label": value["label"], "url": value["url"]} if is_whole else None


def _post(letter: Letter, value: Any) -> Facts | None:
    page = letter.card(value["page"])
    if page is None:
        return None
    picture = picture_for(page.hero_image)
    return {
        "title": page.title,
        "summary": page.summary,
        "url": letter.address(page),
        "picture": picture and picture | {"alternative": page.hero_alternative},
    }


def _campaign(letter: Letter, value: Any) -> Facts | None:
    page = letter.card(value["page"])
    if page is None:
        return None
    card = page.as_card()
    told = {name: card[name] for name in ("title", "count", "goal", "state", "target")}
    signed = ngettext("person has signed", "people have signed", card["count"])
    deed = render_to_string("components/petition_deed.html", {"state": card["state"]}).strip()
    return told | {
        "signed": signed,
        "deed": deed,
        "url": letter.address(page),
        "counted_at": timezone.now(),
    }


def picture_for(image: Any) -> Facts | None:
    """Twice as fine as it is shown, as a JPEG: some mail programs know nothing newer."""
    if image is None or not image.may_be_shown:
        return None
    try:
        rendition = image.get_rendition(RENDITION)
    except SourceImageIOError:
        return None
    address = rendition.url if "://" in rendition.url else settings.BASE_URL + rendition.url
    return {"url": address, "width": min(rendition.width, WIDTH), "credit": image.credit}


SHOWN: dict[str, Callable[[Letter, Any], Facts | None]] = {
    "heading": _heading,
    "text": _text,
    "picture": _picture,
    "button": _button,
    "post": _post,
    "campaign": _campaign,
}
