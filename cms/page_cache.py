"""Readers' pages out of Redis: before sessions, addresses, templates and the database.

One request makes a page that is missing or ageing. Meanwhile the others get what there was, or
wait a moment for it; nobody waits for a maker that is gone.
"""

import time
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from cms import kept_pages
from cms.keeping import is_refresh, kept_of, key_of
from cms.kept_pages import Kept, Making

Answer = Callable[[HttpRequest], HttpResponse]
WAIT_SECONDS = 2.0  # then they make it themselves
PAUSE_SECONDS = 0.02
HEADER = "X-Page-Cache"


class PageCacheMiddleware:
    """Not there where PAGE_CACHE_URL names no Redis. Stands below what answers HEAD and 304."""

    def __init__(self, answer: Answer):
        if not settings.PAGE_CACHE_URL:
            raise MiddlewareNotUsed
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        if key is None:
            return self.answer(request)
        if is_refresh(request):
            return self.made(request, kept_pages.begin(key, waits=False))
        found = kept_pages.find(key)
        if isinstance(found, Kept) and found.is_fresh:
            return shown(found, "HIT")
        return self.answer(request) if found is False else self.renewed(request, key)

    def renewed(self, request: HttpRequest, key: str) -> HttpResponse:
        making = awaited(key)
        there = making.found
        if isinstance(there, Kept) and there.is_fresh:
            making.give_up()
            return shown(there, "HIT")
        if isinstance(there, Kept) and not making.is_ours:
            return shown(there, "STALE")
        return self.made(request, making)

    def made(self, request: HttpRequest, making: Making) -> HttpResponse:
        try:
            response = self.answer(request)
        except BaseException:
            making.give_up()
            raise
        kept = kept_of(response)
        is_broken = response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
        if is_broken and isinstance(making.found, Kept):
            making.give_up()
        else:
            making.land(kept)
        response.headers[HEADER] = "MISS" if kept else "PASS"
        return response


def awaited(key: str) -> Making:
    """Ours to make, or what somebody else has made of it."""
    until = time.monotonic() + WAIT_SECONDS
    making = kept_pages.begin(key)
    while not making.is_ours and making.found is None and time.monotonic() < until:
        time.sleep(PAUSE_SECONDS)
        making = kept_pages.begin(key)
    is_late = not making.is_ours and making.found is None
    return kept_pages.begin(key, waits=False) if is_late else making


def shown(kept: Kept, how: str) -> HttpResponse:
    return HttpResponse(kept.body, headers=dict(kept.headers) | {HEADER: how})
