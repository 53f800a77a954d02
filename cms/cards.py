"""The card of a page: what it shows, and its addresses, which change with what it shows.

Nothing here asks the database for more than the page has read already.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Site

from cms.drawing import SHAPES, WIDE, Card
from cms.reading import Head

_logos: list[Callable[[Site], Any]] = []


def register_logo(ask: Callable[[Site], Any]) -> None:
    """Name the function that knows a site's logo: a picture that readers may see, or None."""
    _logos[:] = [ask]


def logo_of(site: Site | None) -> Any:
    return _logos[0](site) if _logos and site else None


def logo_for(request: HttpRequest) -> Any:
    return logo_of(Site.find_for_request(request))


class Carded:
    """A page that says what its card shows beside its newsroom's name, in its own language."""

    def card_title(self) -> str:
        """Empty: the newsroom's name stands there."""
        return self.title  # type: ignore[attr-defined]

    def card_label(self) -> str:
        return ""

    def card_note(self) -> str:
        """Never a number: cards are kept for good."""
        return ""


def card_for(page: Any, newsroom: str, logo: Any = None) -> Card:
    language = page.locale.language_code
    with override(language):
        label, note = page.card_label(), page.card_note()
    title = page.card_title() or newsroom
    picture, signed = _mark_of(shown_picture(page)), _mark_of(logo)
    return Card(title, newsroom, language, label, note, picture, signed)


def shown_picture(page: Any) -> Any:
    """The main picture, or None where there is none that readers may see."""
    image = getattr(page, "hero_image", None)
    return image if image is not None and image.may_be_shown else None


def card_path(page: Any, version: str, shape: str = WIDE) -> str:
    language = page.locale.language_code
    return reverse(f"card-{shape}-{language}", args=[page.translation_key, version])


def with_card(head: Head, page: Any, newsroom: str, logo: Any = None) -> Head:
    """What the page says about itself, with the picture that its links show; what must not be
    found has none.
    """
    if not head.is_indexable:
        return head
    card = card_for(page, newsroom, logo)
    pictured = getattr(page, "hero_alternative", "") if card.picture else ""
    said = [card.title, pictured, card.note, card.newsroom]
    return replace(
        head,
        image_url=settings.BASE_URL + card_path(page, card.version),
        image_size=SHAPES[WIDE].size,
        image_alternative=" – ".join(dict.fromkeys(each for each in said if each)),
    )


def _mark_of(image: Any) -> str:
    """Names the file and the part of it that counts."""
    if image is None:
        return ""
    middle = (image.focal_point_x, image.focal_point_y)
    size = (image.focal_point_width, image.focal_point_height)
    return f"{image.pk}-{image.file_hash or image.file.name}-{middle}-{size}"
