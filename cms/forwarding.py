"""An address without a page leads on: to the page that moved from it, or to the one that is meant.

In the place of Wagtail's own middleware, which sends a reader in circles where a page came back to
an old address and went offline there, or where two redirects lead to each other.
"""

import re
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.utils import translation
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cms.languages import language_of_path

MISSING = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
MOST_STEPS = 8  # redirects to an address that is a redirect itself
LONGEST = 255  # characters of an address that redirects know
SLASHES = re.compile(r"/{2,}")
INDEX = re.compile(r"/index(?:\.(?:html?|php))?/?$")


class ForwardingMiddleware(RedirectMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        is_reading = request.method in {"GET", "HEAD"}
        if response.status_code not in MISSING or not is_reading:
            return response
        if not _may(request.path):
            return response
        return forwarded(request) or response


def forwarded(request: HttpRequest) -> HttpResponse | None:
    """The answer that leads on; None where nothing is known of the address."""
    meant = spelled(request.path)
    if meant != request.path and is_there(request, meant):
        return lead_to(meant, request)
    row = _row(request, request.path) or _row(request, meant)
    link = destination(request, row) if row else None
    if link is None:
        return None
    return lead_to(link, request) if row.is_permanent else redirect(link)


def spelled(path: str) -> str:
    """The address as pages have it: one slash between words, small letters, no `index.html`."""
    known = SLASHES.sub("/", path).lower()
    known = INDEX.sub("/", known)
    return known if known.endswith("/") or "." in known.rpartition("/")[2] else f"{known}/"


def is_there(request: HttpRequest, path: str) -> bool:
    """Whether a page answers at this address, and not only for one that is missing."""
    site, language = Site.find_for_request(request), language_of_path(path)
    if site is None or language is None:
        return False
    with translation.override(language):
        home = site.root_page.localized
        try:
            found = home.specific.route(request, [each for each in path.split("/") if each][1:])
        except Http404:
            return False
    return "missing_slug" not in found.kwargs


def destination(request: HttpRequest, row: Any) -> str | None:
    """Where a redirect leads in the end; None where that is nowhere, or back to its beginning."""
    seen: set[str] = set()
    for _step in range(MOST_STEPS):
        if row.redirect_page is not None and not row.redirect_page.live:
            return None
        seen.add(row.old_path)
        link: str | None = row.link
        path = _own_path(link)
        if not link or not path:
            return link
        row = _row(request, path)
        if row is None or is_there(request, spelled(path)):
            return None if Redirect.normalise_path(path) in seen else link
        if row.old_path in seen:
            return None
    return None


def _own_path(link: str | None) -> str:
    """The path of an address on this site; empty for others."""
    parts = urlsplit(link or "")
    is_ours = not parts.netloc or parts.netloc == urlsplit(settings.BASE_URL).netloc
    return parts.path if is_ours else ""


def _row(request: HttpRequest, path: str) -> Any:
    """The redirect from this address: one that names the query before one that does not, the
    site's own before one of all sites.
    """
    query = request.META.get("QUERY_STRING", "")
    rows = Redirect.get_for_site(Site.find_for_request(request)).select_related("redirect_page")
    asked = [f"{path}?{query}", path] if query else [path]
    known = [Redirect.normalise_path(each) for each in asked]
    found = [rows.filter(old_path=each).order_by("site_id").first() for each in known if _may(each)]
    return next((row for row in found if row), None)


def _may(path: str) -> bool:
    """Whether PostgreSQL can be asked for it."""
    return "\0" not in path and len(path) <= LONGEST


def lead_to(link: str, request: HttpRequest) -> HttpResponse:
    """For good, and with the query: it may say where a reader comes from."""
    query = request.META.get("QUERY_STRING", "")
    is_whole = not query or "?" in link
    return HttpResponsePermanentRedirect(link if is_whole else f"{link}?{query}")
