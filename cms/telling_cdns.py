"""Telling CDNs and other caches in front (`CDN_PURGE`) what to forget.

After the proxy has the new page, or they would fetch the old one from it; and outside the request
that made the change, by rows (cms/outdating.py), because a CDN may take seconds or fail.
"""

from collections.abc import Iterable

from django.conf import settings
from wagtail.contrib.frontend_cache.utils import get_backends
from wagtail.models import Page

from cms.cdns import NotForgotten
from cms.editions import EDITION_PATH

MOST_PAGES = 300  # of each kind, where a cache cannot forget all


def are_told() -> bool:
    """Whether there is any."""
    return bool(settings.WAGTAILFRONTENDCACHE)


def why_not_forgotten(paths: Iterable[str]) -> str:
    """Why one of them may still hold some of these; empty where all have forgotten all."""
    asked = set(paths)
    try:
        for backend in get_backends().values():
            if EDITION_PATH in asked and backend.forgets_all:
                backend.purge_all()
                continue
            named = asked | (first_pages() if EDITION_PATH in asked else set())
            backend.purge_batch(sorted(map(absolute, named - {EDITION_PATH})))
    except NotForgotten as failure:
        return f"a cache in front: {failure}"
    return ""


def absolute(path: str) -> str:
    """Files may have an address of their own."""
    return path if "://" in path else settings.BASE_URL + path


def first_pages() -> set[str]:
    """For what stands on every page, where each address has to be told: front pages and sections,
    and what was published last. Others are as old there as their own time allows.
    """
    live = Page.objects.live().filter(depth__gt=1).select_related("locale")
    sections = live.filter(depth__lte=3).order_by("depth", "path")[:MOST_PAGES]
    newest = live.filter(depth__gt=3).order_by("-last_published_at", "-pk")[:MOST_PAGES]
    return {page.url for page in [*sections, *newest] if page.url}
