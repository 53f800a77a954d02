"""The count alone, for pages that are open already: tiny, cacheable, and anybody's to read."""

from http import HTTPStatus
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from campaigns.live_pages import live_page
from campaigns.pages import COUNT_CACHE
from campaigns.wordings import goal_told, signed


@require_safe
def count(request: HttpRequest, public_id: UUID, language: str) -> HttpResponse:
    """The number, and the sentences about it in the language of the address."""
    page = live_page(public_id, language)
    number = page.tallied or 0
    goal = page.petition.goal_at(number)
    etag = f'W/"{language}-{number}-{goal}"'
    headers = {"ETag": etag, "Cache-Control": COUNT_CACHE, "Access-Control-Allow-Origin": "*"}
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    told = {
        "count": number,
        "number": intcomma(number),
        "sentence": signed(number),
        "goal": goal,
        "goal_sentence": goal_told(goal),
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False}, headers=headers)
