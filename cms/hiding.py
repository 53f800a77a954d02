"""Keeping a whole site out of search engines: a copy to try things on, a site before its day."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse


class HidingMiddleware:
    """Each answer says `noindex`, files and feeds too, unless SEARCH_ENGINES is on."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]):
        if settings.SEARCH_ENGINES:
            raise MiddlewareNotUsed
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response
