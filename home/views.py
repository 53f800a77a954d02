"""Doors that belong to no page: the negotiating root, the search, and errors in both languages."""

import errno
import sys
from http import HTTPStatus
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.auth import require_admin_access

from cms.forwarding import forwarded, lead_to, spelled
from cms.languages import language_of_path, preferred_language
from cms.middleware import BRIEF_CACHE
from cms.reading import set_head
from cms.remembering import was_here
from home import giving
from home.finding import SearchPage
from home.models import HomePage

RETRY_AFTER = "5"  # seconds; a database that recovers from its log is back by then
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}  # a disk that has no room, or none for us
AWAY = {errno.EHOSTUNREACH}  # an object store, or another machine

choose_note = require_admin_access(
    TemplateView.as_view(template_name="wagtail_footnotes/admin/footnotes_modal.html")
)


@require_safe
def negotiate(request: HttpRequest, path: str = "") -> HttpResponse:
    """`/` and unknown addresses without a language: to the reader's own. Never cached.

    One that only spells its language in its own way (`/EN/`, `//en/`) is meant. One of the site
    that was here before leads on, whatever the reader's language; `/` alone costs no query.
    """
    meant = spelled(f"/{path}")
    if language_of_path(meant):
        return lead_to(meant, request)
    if (path or "p" in request.GET or "page_id" in request.GET) and (old := forwarded(request)):
        return old
    response = redirect(f"/{preferred_language(request)}/{path}")
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def search(request: HttpRequest, language: str) -> HttpResponse:
    """What was found, or why nothing was asked; 400 for a question too long to be one."""
    page = SearchPage(language, request.GET)
    set_head(request, page.head())
    status = HTTPStatus.BAD_REQUEST if page.is_refused else HTTPStatus.OK
    response = render(request, "home/search_page.html", page.context(), status=status)
    if status == HTTPStatus.OK:
        response.headers["Cache-Control"] = BRIEF_CACHE
    return response


@require_safe
def show_held(request: HttpRequest) -> HttpResponse:
    """What an order could bring. The middleware lets caches keep it for a minute."""
    set_head(request, giving.head())
    return render(request, "home/held_page.html", giving.facts())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error_page(request, "400.html", HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error_page(request, "403.html", HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """With the newest stories of the address's language, so that nobody stands before a wall. 410
    where a page was that was taken off the site.
    """
    language = language_of_path(request.path_info)
    home = HomePage.objects.live().filter(locale__language_code=language).first()
    newest = home.newest() if home else {}
    if was_here(request.path_info):
        return _error_page(request, "410.html", HTTPStatus.GONE, newest)
    return _error_page(request, "404.html", HTTPStatus.NOT_FOUND, newest)


def server_error(request: HttpRequest) -> HttpResponse:
    """Both languages in one page, and nothing in it that could fail again. 503 while the database
    or the store is away or a disk is full: the same may work in a moment.
    """
    if not _may_pass(sys.exc_info()[1]):
        return HttpResponse(render_to_string("500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)
    away = HttpResponse(render_to_string("503.html"), status=HTTPStatus.SERVICE_UNAVAILABLE)
    away.headers["Retry-After"], away.headers["Cache-Control"] = RETRY_AFTER, "no-store"
    return away


def _may_pass(error: BaseException | None) -> bool:
    may_mend = isinstance(error, OSError) and error.errno in FULL | AWAY
    return may_mend or isinstance(error, (OperationalError, InterfaceError))


def _error_page(
    request: HttpRequest, template: str, status: HTTPStatus, context: dict[str, Any] | None = None
) -> HttpResponse:
    if language_of_path(request.path_info) is None:
        return HttpResponse(render_to_string(template), status=status)
    return render(request, template, context, status=status)
