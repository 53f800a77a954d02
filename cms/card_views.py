"""The addresses of cards: each shows what the page says now, and an older one leads there."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.cards import Carded, card_for, card_path, logo_for
from cms.drawn_cards import CardChanged, drawn
from cms.reading import newsroom_of

CARD_CACHE = "public, max-age=31536000, s-maxage=86400, immutable"


@require_safe
def card(
    request: HttpRequest, key: UUID, version: str, *, language: str, shape: str
) -> HttpResponse:
    """For good, since another card has another address."""
    page, newsroom, logo = live_page(key, language), newsroom_of(request), logo_for(request)
    now = card_for(page, newsroom, logo)
    if version != now.version:
        return redirect(card_path(page, now.version, shape))
    try:
        content = drawn(page, now, shape, logo)
    except CardChanged:
        changed = card_for(live_page(key, language), newsroom, logo)
        return redirect(card_path(page, changed.version, shape))
    response = HttpResponse(content, content_type="image/jpeg")
    response.headers["Cache-Control"] = CARD_CACHE
    return response


def live_page(key: UUID, language: str) -> Any:
    """The live page of this pair in this language. Raises Http404."""
    found = Page.objects.live().filter(translation_key=key, locale__language_code=language)
    page = get_object_or_404(found).specific
    if not isinstance(page, Carded):
        raise Http404
    return page
