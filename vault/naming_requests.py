"""Naming requests: a random word for each, so that lines of one request can be found together.

It is taken over from a proxy of ours, never from a reader. Answers bear it only where something
went wrong: a word of its own in each page would make every page another one.
"""

import re
from collections.abc import Callable
from contextvars import ContextVar
from http import HTTPStatus
from random import getrandbits

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-Id"
NAME = re.compile(r"[A-Za-z0-9_-]{8,64}")
Answer = Callable[[HttpRequest], HttpResponse]
_current: ContextVar[str] = ContextVar("request", default="")


def current_request() -> str:
    """Empty outside of a request."""
    return _current.get()


class RequestNameMiddleware:
    """Stands outside of all others."""

    def __init__(self, answer: Answer):
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = _name_of(request)
        token = _current.set(name)
        try:
            response = self.answer(request)
        finally:
            _current.reset(token)
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            response.headers[HEADER] = name
        return response


def _name_of(request: HttpRequest) -> str:
    said = request.headers.get(HEADER, "") if settings.TRUSTED_PROXY_HOPS else ""
    return said if NAME.fullmatch(said) else f"{getrandbits(128):032x}"
