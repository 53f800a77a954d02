"""Refreshing what caches keep: outside the request that made the change, a few at a time."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor

from django.urls import Resolver404, resolve
from django.utils import translation

from cms import kept_pages, telling_cdns
from cms.editions import EDITION_PATH
from cms.fetching import FetchFailed, fetch_anew, is_page, is_told
from cms.keeping import forget
from cms.languages import language_of_path
from cms.outdating import Outdated

log = logging.getLogger(__name__)
AT_ONCE = 4  # readers want the web server too
SECONDS = 10.0  # then the next tick goes on: one batch may take 40 more


def refresh() -> int:
    """Have our cache forget all that is due, the proxy fetch it and CDNs forget it; returns how
    many rows were settled.

    May run twice at once: each row is claimed by one. What fails is tried again by the tick.
    """
    count, begun = 0, time.monotonic()
    has_any = is_told() or kept_pages.is_on() or telling_cdns.are_told()
    while has_any and time.monotonic() - begun < SECONDS:
        rows = Outdated.objects.claim()
        if not rows:
            break
        count += _refresh_all(rows)
    return count


def _refresh_all(rows: list[Outdated]) -> int:
    paths = list({row.path for row in rows})
    forgotten = "" if _forget(rows, paths) else "the page cache does not answer"
    failures = dict.fromkeys(paths, forgotten)
    if is_told():  # it fetches what is made anew, whatever the cache holds
        pages = [path for path in paths if is_page(path)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            failures |= zip(pages, pool.map(_failure_of, pages), strict=True)
    ready = [path for path in paths if not failures[path]]
    if ready and telling_cdns.are_told():
        failures |= dict.fromkeys(ready, telling_cdns.why_not_forgotten(ready))
    done = [row.pk for row in rows if not failures[row.path]]
    failed = [row.pk for row in rows if failures[row.path]]
    Outdated.objects.filter(pk__in=done).settle()
    for path in Outdated.objects.filter(pk__in=failed).put_off() if failed else ():
        log.error("caches may hold an old page of %s: %s", _route_of(path), failures[path])
    return len(done)


def _forget(rows: list[Outdated], paths: list[str]) -> bool:
    """All of them, if what stands on every page has changed; a second look makes nothing anew."""
    if any(row.path == EDITION_PATH and not row.is_second_look for row in rows):
        return not kept_pages.is_on() or kept_pages.forget_all()
    return forget(paths)


def _failure_of(path: str) -> str:
    try:
        fetch_anew(path)
    except FetchFailed as failure:
        return str(failure)
    return ""


def _route_of(path: str) -> str:
    """The pattern of an address; the address itself may hold a name."""
    try:
        with translation.override(language_of_path(path)):
            return resolve(path.partition("?")[0]).route
    except Resolver404:
        return "an unknown address"
