"""What may be kept of readers' pages, under which key, and for how long.

The same rules as in deploy/nginx.conf: a page is its path and the arguments that change it.
"""

import re
import time
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import unquote, unquote_plus, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from cms import kept_pages
from cms.editions import EDITION_PATH
from cms.fetching import HEADER
from cms.kept_pages import SCHEMES, Kept
from cms.languages import LANGUAGES, path_word

STAFF_PATH = "/admin/"
STAFF_PATHS = (STAFF_PATH, "/documents/", "/footnotes/")
MACHINES_PATHS = (
    *("/healthz", "/readyz", "/metrics", "/hooks/", "/media/", "/static/", "/_inbox/"),
    EDITION_PATH,
)
SAFE = {"GET", "HEAD"}
PROXYS_BEFORE = re.compile(r"(?:^|&)before=([^&]*)", re.IGNORECASE)
FRESH = re.compile(r"\bs-maxage=(\d+)")
STALE = re.compile(r"\bstale-while-revalidate=(\d+)")
MOST_FRESH = 300  # seconds
MOST_BYTES = 512 * 1024
SEARCHES = {f"/{language}/{path_word('search', language)}/" for language in LANGUAGES}


def keep_out(response: HttpResponse) -> None:
    """Names of people, though anybody may read them: not for a Redis that may write to a disk."""
    response.is_kept_out = True  # type: ignore[attr-defined]


def is_readers(request: HttpRequest) -> bool:
    """A page that anybody may ask for. A preview is a request that Wagtail makes itself."""
    return (
        request.method in SAFE
        and not request.path_info.startswith((*STAFF_PATHS, *MACHINES_PATHS))
        and not getattr(request, "is_dummy", False)
    )


def is_refresh(request: HttpRequest) -> bool:
    """Asked for by ourselves, to take the place of what caches have."""
    key = settings.PROXY_REFRESH_KEY
    said = request.headers.get(HEADER, "") if key else ""
    return bool(said) and constant_time_compare(said, key)


def before_of(request: HttpRequest) -> str | None:
    """Which older page of a listing. nginx finds `before` in its own way: case does not count,
    nothing is decoded, the first one wins. Where Hub reads another: None, it must not be kept.
    """
    query = request.META.get("QUERY_STRING", "")
    if not query:
        return ""
    found = PROXYS_BEFORE.search(query)
    before = unquote_plus(found[1]) if found else ""
    return before if before == request.GET.get("before", "") else None


def key_of(request: HttpRequest) -> str | None:
    """None for what is made each time; what other hosts are asked for could not be forgotten."""
    if not is_readers(request):
        return None
    before, host = before_of(request), _own_host(settings.BASE_URL)
    asked = request.META.get("HTTP_HOST") or request.META["SERVER_NAME"]
    if before is None or asked.partition(":")[0].lower() != host:
        return None
    is_search = request.path_info in SEARCHES
    arguments = request.META.get("QUERY_STRING", "") if is_search else before
    return kept_pages.key_of(request.scheme or "", host, request.path_info, arguments)


def forget(paths: Iterable[str]) -> bool:
    """The newest pages at these addresses; older ones of a listing last a second. Returns whether
    the cache did.
    """
    if not kept_pages.is_on():
        return True
    host, plain = _own_host(settings.BASE_URL), {unquote(path.partition("?")[0]) for path in paths}
    return kept_pages.forget(
        kept_pages.key_of(scheme, host, path) for path in plain for scheme in SCHEMES
    )


def is_cacheable(response: HttpResponse) -> bool:
    """The same for everybody, and caches are told how long."""
    return (
        response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and not response.has_header("Vary")
        and _seconds(FRESH, response) > 0
    )


def tag(response: HttpResponse) -> None:
    """Says which words it is made of: the same in every process."""
    if not response.has_header("ETag"):
        response.headers["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'


def kept_of(response: HttpResponse) -> Kept | None:
    """What to keep of it; None for nothing."""
    is_picture = response.headers.get("Content-Type", "").startswith("image/")
    if not is_cacheable(response) or is_picture or getattr(response, "is_kept_out", False):
        return None
    if len(response.content) > MOST_BYTES:
        return None
    tag(response)
    fresh = min(_seconds(FRESH, response), MOST_FRESH)
    seconds = fresh + min(_seconds(STALE, response), MOST_FRESH)
    return Kept(response.content, list(response.headers.items()), time.time() + fresh, seconds)


def _seconds(pattern: re.Pattern[str], response: HttpResponse) -> int:
    found = pattern.search(response.headers.get("Cache-Control", ""))
    return int(found[1]) if found else 0


@lru_cache
def _own_host(url: str) -> str:
    return urlsplit(url).hostname or ""
