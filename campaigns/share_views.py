"""What a shared link needs: where it leads, the picture it shows, the date it invites to."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from PIL import Image

from campaigns.cards import SIZE, card_for, card_url, draw_card, shown_picture
from campaigns.live_pages import live_page
from campaigns.naming import newsroom_of
from campaigns.next_steps import NextStep, event_facts
from campaigns.short_links import ShortLink, destination
from cms.inviting import calendar_file
from cms.languages import preferred_language

SHORT_CACHE = "max-age=60, s-maxage=300"
CARD_CACHE = "public, max-age=31536000, s-maxage=86400, immutable"
SPEC = f"fill-{SIZE[0]}x{SIZE[1]}|format-jpeg|jpegquality-85"


@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """To the campaign in the link's own language, whoever asks; no cookie, nothing noted."""
    link = ShortLink.objects.filter(code=code.lower()).select_related("petition").first()
    if link is None:
        return _unknown(request, code)
    try:
        response = redirect(destination(link))
    except Http404:
        return _unknown(request, code)
    response.headers["Cache-Control"] = SHORT_CACHE
    return response


def _unknown(request: HttpRequest, code: str) -> HttpResponse:
    """Told as missing in the reader's language, as every address without a language is."""
    response = redirect(f"/{preferred_language(request)}/s/{code}/")
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def card(request: HttpRequest, public_id: UUID, version: str, language: str) -> HttpResponse:
    """The card as it is now; an address of an older one leads to it."""
    page = live_page(public_id, language)
    now = card_for(page, newsroom_of(request))
    if version != now.version:
        return redirect(card_url(page, now))
    response = HttpResponse(draw_card(now, _picture(page)), content_type="image/jpeg")
    response.headers["Cache-Control"] = CARD_CACHE
    return response


def _picture(page: object) -> Image.Image | None:
    """Its rendition; a file that is gone leaves a card without a picture."""
    image = shown_picture(page)
    if image is None:
        return None
    try:
        with image.get_rendition(SPEC).file.open("rb") as file:
            picture = Image.open(file)
            picture.load()
            return picture
    except OSError:
        return None


@require_safe
def next_event(request: HttpRequest, public_id: UUID, language: str) -> HttpResponse:
    """The event that signers are asked to, as a calendar file in the language of the address."""
    page = live_page(public_id, language)
    step = NextStep.objects.filter(petition=page.petition, kind=NextStep.Kind.EVENT).first()
    if step is None or not step.word("title", language) or step.starts_at is None:
        raise Http404
    facts = event_facts(step, language)
    response = HttpResponse(
        calendar_file(facts, key=f"{public_id}", page=page), content_type="text/calendar"
    )
    name = _("event")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
