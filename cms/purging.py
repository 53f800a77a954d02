"""Caches in front of Hub: which addresses a change touches, and telling the caches about them."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from wagtail.contrib.frontend_cache.utils import purge_urls_from_cache
from wagtail.models import Page

from cms.languages import LANGUAGES


def paths_of(pages: Iterable[Page]) -> list[str]:
    """The addresses where these pages are shown: their own, those above them, and the feeds.

    A proxy that cannot be told keeps a page for two minutes at most (cms/middleware.py).
    """
    found = {f"/{language}/feed/" for language in LANGUAGES}
    for page in pages:
        lineage = page.get_ancestors(inclusive=True).live()
        found |= {each.url for each in lineage if each.url}
    return sorted(found)


def purge(paths: Iterable[str]) -> None:
    """Ask the caches that Wagtail knows of to forget these paths, once the change is committed."""
    urls = [settings.BASE_URL + path for path in paths]
    transaction.on_commit(lambda: purge_urls_from_cache(urls))
