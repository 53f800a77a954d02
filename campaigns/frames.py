"""The one page that other sites may show in a frame: a title, a count, a link. It takes nothing.

A sign form in a frame would send no Origin that could be believed, and its readers could not see
whose page they type into.
"""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from campaigns.live_pages import live_page
from cms.policy import policy_for_any_frame
from cms.reading import newsroom_of

CACHE = "max-age=60, s-maxage=60, stale-while-revalidate=60"
EMBED = "embed"
HEIGHT = 320  # pixels


def frame_url(public_id: UUID, language: str, source: str = EMBED) -> str:
    """Absolute; a partner's own frame says so in its address."""
    if source == EMBED:
        return settings.BASE_URL + reverse(f"frame-{language}", args=[public_id])
    return settings.BASE_URL + reverse(f"partner-frame-{language}", args=[public_id, source])


def snippet(public_id: UUID, language: str, title: str, source: str = EMBED) -> SafeString:
    """HTML for another site's page: needs no script, and its title says what is in it."""
    return format_html(
        '<iframe src="{}" title="{}" lang="{}" width="100%" height="{}" loading="lazy" '
        'style="border:0;max-width:480px"></iframe>',
        frame_url(public_id, language, source),
        title,
        language,
        HEIGHT,
    )


@require_safe
@xframe_options_exempt
def frame(
    request: HttpRequest, public_id: UUID, language: str, source: str = EMBED
) -> HttpResponse:
    page = live_page(public_id, language)
    if source != EMBED and not page.petition.partners.filter(slug=source).exists():
        return _plain(public_id, language)
    context = _facts(page) | {
        "language": language,
        "newsroom": newsroom_of(request),
        "link": f"{page.full_url}?via={source}",
    }
    response = render(request, "campaigns/frame.html", context)
    response.headers["Content-Security-Policy"] = policy_for_any_frame()
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cache-Control"] = CACHE
    return response


def _facts(page: Any) -> dict[str, Any]:
    count = page.tallied or 0
    return {
        "title": page.title,
        "state": page.petition.state_shown,
        "count": count,
        "goal": page.petition.goal_at(count),
    }


def _plain(public_id: UUID, language: str) -> HttpResponse:
    """A partner that is no more: its readers see the petition all the same."""
    response = redirect(frame_url(public_id, language))
    response.status_code = HTTPStatus.FOUND
    response.headers["Content-Security-Policy"] = policy_for_any_frame()
    return response
