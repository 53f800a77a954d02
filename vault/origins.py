"""Did this POST come from our own page? Asked in place of a cookie and its token.

A browser says so itself: `Origin`, or where that is missing or `null` (old browsers, sandboxed
frames, strict referrer policies), `Sec-Fetch-Site`; a program that sends neither forges nobody's
session.
"""

from django.conf import settings
from django.http import HttpRequest


def is_from_our_pages(request: HttpRequest) -> bool:
    origin = request.META.get("HTTP_ORIGIN", "null")
    if origin == "null":
        return request.META.get("HTTP_SEC_FETCH_SITE", "same-origin") == "same-origin"
    return is_our_origin(request, origin)


def is_our_origin(request: HttpRequest, origin: str) -> bool:
    """`https://host` is where this site is reached: by its setting, or by this very request."""
    return origin in {settings.BASE_URL, f"{request.scheme}://{request.get_host()}"}
