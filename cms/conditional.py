"""What browsers and proxies have already is not sent again: ETag, 304, and HEAD without a body."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from cms.keeping import is_cacheable, is_readers, tag
from cms.naming_reads import HEADER as READ

Answer = Callable[[HttpRequest], HttpResponse]
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH")


class ConditionalMiddleware:
    """Below it a reader's page is asked for whole: by GET, and without a condition."""

    def __init__(self, answer: Answer):
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_readers(request):
            return self.answer(request)
        method, known = request.method, {}
        for name in CONDITIONS:
            if name in request.META:
                known[name] = request.META.pop(name)
        request.method = "GET"
        response: Any = self.answer(request)
        request.method = method
        request.META |= known
        if is_cacheable(response):
            tag(response)
            if known:
                etag, name = response.headers["ETag"], response.headers.get(READ)
                response = get_conditional_response(request, etag=etag, response=response)
                if name:  # read once more, though nothing is sent
                    response.headers[READ] = name
        return _without_body(response) if method == "HEAD" else response


def _without_body(response: HttpResponse) -> HttpResponse:
    """With the length that it would have."""
    if not response.streaming and response.status_code != HTTPStatus.NOT_MODIFIED:
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
    return response
