"""The sitemap: Wagtail's own lists the default language's tree only; readers have two."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.models import HomePage


class PagesInBothLanguages(Sitemap):
    limit = 5_000

    def items(self) -> PageQuerySet:
        trees = Page.objects.none()
        for home in HomePage.objects.live():
            trees = trees | Page.objects.descendant_of(home, inclusive=True)
        return trees.live().order_by("pk").select_related("locale")

    def lastmod(self, page: Page) -> datetime | None:
        return page.last_published_at

    def get_urls(self, page: Any = 1, site: Any = None, protocol: str | None = None) -> list[dict]:
        """Pages know their own absolute addresses."""
        return [
            {"item": each, "location": each.full_url, "lastmod": self.lastmod(each)}
            for each in self.paginator.page(page).object_list
        ]
