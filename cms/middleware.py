"""What wraps every request: the language of its path, who is acting, and the
headers readers get.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from csp.constants import HEADER as POLICY_HEADER
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils import translation

from cms.actors import acting_as
from cms.explaining import told
from cms.keeping import STAFF_PATH, STAFF_PATHS, before_of, is_refresh
from cms.languages import language_of_path, preferred_language
from cms.pausing import tell_when
from cms.policy import FILES_POLICY, POLICY, STAFF_POLICY
from cms.refusing import Refused

Answer = Callable[[HttpRequest], HttpResponse]
PAGE_CACHE = "max-age=0, s-maxage=60, stale-while-revalidate=60"
# What nobody can name when it changes: a page of older stories.
BRIEF_CACHE = "max-age=0, s-maxage=1, stale-while-revalidate=1"
REPLACING = "max-age=0, s-maxage=1"
# To developers, on pages of Django's own with styles in them.
EXPLAINED = {HTTPStatus.NOT_FOUND, HTTPStatus.INTERNAL_SERVER_ERROR}


class PathLanguageMiddleware:
    """The address decides the language; no cookie and no `Vary` on what readers get."""

    def __init__(self, answer: Answer):
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of_path(request.path_info) or _spoken_at(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.answer(request)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
        if language_of_path(request.path_info):
            response.headers.setdefault("Content-Language", language)
        return response


def _spoken_at(request: HttpRequest) -> str:
    """Where the address names no language: staff who sign in get their browser's, as they have
    no profile yet; no cache keeps their pages.
    """
    if request.path_info.startswith(STAFF_PATH):
        return preferred_language(request)
    return settings.LANGUAGE_CODE


class PolicyMiddleware:
    """What browsers may do with each answer; who gave it a policy of its own keeps that."""

    def __init__(self, answer: Answer):
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response, path = self.answer(request), request.path_info
        if not (settings.DEBUG and response.status_code in EXPLAINED):
            response.headers.setdefault(POLICY_HEADER, _policy_of(response, path))
        is_picture = response.headers.get("Content-Type", "").startswith("image/")
        # Feed readers and mail programs show our pictures.
        is_shown = is_picture and not path.startswith(STAFF_PATHS)
        whose = "cross-origin" if is_shown else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", whose)
        return response


def _policy_of(response: HttpResponse, path: str) -> str:
    is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
    if is_file or path.startswith("/media/"):
        return FILES_POLICY
    return STAFF_POLICY if path.startswith(STAFF_PATHS) else POLICY


class PublicHeadersMiddleware:
    """Readers' pages: caches never keep an answer to a person."""

    def __init__(self, answer: Answer):
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if request.path_info.startswith((STAFF_PATH, "/_inbox/")):
            return response
        tell_when(response)
        is_page = request.method in {"GET", "HEAD"} and response.status_code == 200
        response.headers.setdefault("Cache-Control", lifetime(request) if is_page else "no-store")
        return response


def lifetime(request: HttpRequest) -> str:
    """How long caches may keep this page."""
    before = before_of(request)
    if before is None:
        return "no-store"
    return BRIEF_CACHE if before else PAGE_CACHE


class RefreshMiddleware:
    """What the proxy is told to fetch anew must also take the place of what it has.

    An answer that must not be kept would leave the old page there: it is kept for a second.
    """

    def __init__(self, answer: Answer):
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if not is_refresh(request):
            return response
        is_answer = response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
        if is_answer and "s-maxage" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = REPLACING
        return response


class StaffSessionMiddleware:
    """Sessions, users and messages exist under `STAFF_PATHS` only.

    Elsewhere a cookie is neither read nor set, not even to take a stale one back.
    """

    def __init__(self, answer: Answer):
        self.answer = answer
        self.staff_answer: Any = answer
        for middleware in (MessageMiddleware, AuthenticationMiddleware, SessionMiddleware):
            self.staff_answer = middleware(self.staff_answer)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A preview is a request that Wagtail makes itself, at the page's own address.
        is_preview = getattr(request, "is_dummy", False)
        if is_preview or request.path_info.startswith(STAFF_PATHS):
            return self.staff_answer(request)
        if not request.path_info.startswith("/_inbox/"):
            request.COOKIES = {}  # a broken one would be answered with a new one
        return self.answer(request)


class ActorMiddleware:
    """In the admin the signed-in person acts; a refusal is told, not thrown.

    Where a reason may override it, the person is led to where reasons are given.
    """

    def __init__(self, answer: Answer):
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(STAFF_PATH):
            return self.answer(request)
        with acting_as(request.user if request.user.is_authenticated else None):
            return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        return told(request, error)
