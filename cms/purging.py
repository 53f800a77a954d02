"""Caches in front of Hub: which addresses a change touches, and telling the caches about them."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex

from cms import kept_pages, telling_cdns
from cms.drawn_cards import paths_of_cards
from cms.editions import EDITION_PATH
from cms.fetching import is_page, is_told
from cms.keeping import forget
from cms.languages import LANGUAGES, language_of_path, path_word
from cms.mapping import maps_of
from cms.outdating import Outdated
from cms.syndicating import in_each_form
from vault.ringing import ring

MOST_NEIGHBOURS = 300  # pages that only show something of another one


def paths_of(pages: Iterable[Page]) -> list[str]:
    """The addresses where these pages are shown: their own first, whether or not they are live,
    those above them, the listings they stand in, the courtesy pages, the feeds and the site maps.
    """
    own: list[str] = []
    around: list[str] = []
    mapped: list[int] = []
    for page in pages:
        own.append(page.url or "")
        above = list(page.get_ancestors().live())
        around += [each.url or "" for each in above]
        mapped += [page.pk, *(each.pk for each in above)]
        around += _courtesy_paths(page)
        around += shown_at(page) + paths_of_cards(page)
    feeds = [
        address
        for language in LANGUAGES
        for address in in_each_form(f"/{language}/{path_word('feed', language)}/")
    ]
    return [path for path in dict.fromkeys([*own, *around, *feeds, *maps_of(*mapped)]) if path]


def paths_before(page: Page, url_path: str, slug: str) -> list[str]:
    """Where this page and what lies below it stood when it had another address: redirects now."""
    language = language_of_path(page.url or "")
    if language is None:
        return []
    within = page.url.removeprefix(f"/{language}/")
    root = page.url_path.removesuffix(within)
    below = page.get_descendants(inclusive=True).values_list("url_path", flat=True)
    parts = [each.removeprefix(page.url_path).removeprefix(url_path) for each in below]
    old = f"/{language}/{url_path.removeprefix(root)}"
    return [*(old + part for part in parts[:MOST_NEIGHBOURS]), *_courtesy_paths(page, slug)]


def shown_at(subject: Any) -> list[str]:
    """Addresses of its own that a row has beside a page's: its parts, its listings."""
    specific = subject.specific if isinstance(subject, Page) else subject
    return specific.shown_at() if hasattr(specific, "shown_at") else []


def paths_beside(subjects: Iterable[Model]) -> list[str]:
    """Where a piece of these pages and snippets stands in other pages: cards, names, teasers.

    The newest `MOST_NEIGHBOURS`; others are three minutes old at most: a minute in our
    cache, a minute and one more in the proxy's (cms/middleware.py).
    """
    found: set[int] = set()
    paths: list[str] = []
    for subject in subjects:
        mine = ReferenceIndex.get_references_to(subject).filter(
            base_content_type=ReferenceIndex._get_base_content_type(Page)
        )
        found |= {int(pk) for pk in mine.values_list("object_id", flat=True)}
        specific = subject.specific if isinstance(subject, Page) else subject
        found |= set(specific.neighbours()) if hasattr(specific, "neighbours") else set()
        paths += shown_at(specific)
    newest = Page.objects.live().filter(pk__in=found).order_by("-first_published_at", "-pk")
    return [*paths, *(page.url for page in newest[:MOST_NEIGHBOURS] if page.url)]


def has_caches() -> bool:
    """Whether anything in front of Hub can be told."""
    return kept_pages.is_on() or _is_told_by_rows()


def purge(paths: Iterable[str]) -> None:
    """Once the change is committed our cache forgets these paths; the proxy fetches them anew and
    CDNs forget them (cms/refreshing.py).
    """
    paths = list(dict.fromkeys(paths))
    transaction.on_commit(lambda: _forget(paths))
    if _is_told_by_rows():
        has_cdns = telling_cdns.are_told()
        Outdated.objects.note(path for path in paths if has_cdns or is_page(path))
        ring("cms.refresh")


def purge_all() -> None:
    """Every page has something else on it. Our cache forgets all of them once that is committed,
    and the proxy as soon as it knows the new edition, before all else that it is told; CDNs forget
    all, or what `telling_cdns.first_pages` names.
    """
    transaction.on_commit(_forget_all)
    if _is_told_by_rows():
        Outdated.objects.note([EDITION_PATH], is_first=True)
        ring("cms.refresh")


def _is_told_by_rows() -> bool:
    return is_told() or telling_cdns.are_told()


def _forget_all() -> None:
    if kept_pages.is_on() and not kept_pages.forget_all() and not _is_told_by_rows():
        Outdated.objects.note([EDITION_PATH], is_first=True)


def _forget(paths: list[str]) -> None:
    """What our cache could not be told is a row too: the tick tries again."""
    if not forget(paths) and not _is_told_by_rows():
        Outdated.objects.note(paths)


def _courtesy_paths(page: Page, slug: str = "") -> list[str]:
    """Where readers of another language are told of this page while it is not in theirs."""
    parent = page.get_parent()
    if parent is None or parent.is_root():
        return []
    there = parent.get_translations().live()
    return [f"{index.url}{slug or page.slug}/" for index in there if index.url]
