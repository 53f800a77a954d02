"""What a shared link needs: where it leads, where its picture is now, the date it invites to."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.live_pages import live_page
from campaigns.next_steps import NextStep, event_facts
from campaigns.short_links import ShortLink, destination
from cms.cards import card_for, card_path, logo_for
from cms.inviting import calendar_file
from cms.languages import preferred_language
from cms.reading import newsroom_of
from cms.short_links import behind

SHORT_CACHE = "max-age=60, s-maxage=300"


@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """To the page in the link's own language, whoever asks; no cookie, nothing noted."""
    link = ShortLink.objects.filter(code=code.lower()).select_related("petition").first()
    try:
        response = redirect(destination(link) if link else behind(code.lower()))
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
    """Cards had their petition's address once; what was shared then leads to the page's own."""
    page = live_page(public_id, language)
    now = card_for(page, newsroom_of(request), logo_for(request))
    return redirect(card_path(page, now.version))


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
