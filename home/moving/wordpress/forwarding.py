"""Old addresses lead on: those of stories, short ones, and the lists of terms and authors."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.addressing import address_of
from cms.forwarding import LONGEST
from cms.languages import path_word
from home.moving.wordpress.items import Item, Term, path_of
from home.moving.wordpress.scanning import Scan
from news.models import NewsIndexPage

SHORT = {"post": "p", "page": "page_id"}


class Forwarding:
    def __init__(self, scan: Scan):
        self._site = Site.objects.get(is_default_site=True)
        self._scan = scan
        self._below = path_of(scan.site)  # of an old site in a folder
        rows = NewsIndexPage.objects.select_related("locale")
        self._indexes = {each.locale.language_code: each for each in rows}
        self._known: set[str] = set()

    def of_story(self, item: Item, page: Page) -> list[str]:
        """Lead its old addresses to the page; returns those that are another redirect's."""
        return [each for each in self._addresses(item) if not self._lead(each, page)]

    def of_terms(self, item: Item, language: str) -> None:
        """The lists of its terms and of its author, each once in a run."""
        index = self._indexes[language]
        for term in item.terms:
            if term.taxonomy == "category":
                self._list(f"/category/{self._path_of(term)}/", index, ("topic", term.slug))
            elif term.taxonomy == "post_tag":
                self._list(f"/tag/{term.slug}/", index, ("tag", address_of(term.name)))

    def _list(self, address: str, index: Any, below: tuple[str, str]) -> None:
        if address not in self._known:
            self._known.add(address)
            word = path_word(below[0], index.locale.language_code)
            self._lead(f"{self._below}{address}", index, f"/{word}/{below[1]}/")

    def _path_of(self, term: Term) -> str:
        """Categories stand below each other in their addresses."""
        slugs = [term.slug]
        while (above := self._scan.parents.get(("category", slugs[0]))) and above not in slugs:
            slugs.insert(0, above)
        return "/".join(slugs)

    def _addresses(self, item: Item) -> Iterator[str]:
        parts = urlsplit(item.link)
        if parts.path.strip("/") and not parts.query:
            yield unquote(parts.path)
            above = unquote(parts.path).rstrip("/").rpartition("/")[0]
            yield from (f"{above}/{unquote(each)}/" for each in item.old_slugs)
        yield f"{self._below}/?{SHORT[item.kind]}={item.id}"
        yield from item.old_paths

    def _lead(self, address: str, page: Page, below: str = "") -> bool:
        """False where another redirect leads on from there."""
        path = Redirect.normalise_path(address)
        if len(path) > LONGEST or "\0" in path or path == "/":
            return True
        if path == Redirect.normalise_path(page.url or "/") and not below:
            return True
        target = {"redirect_page_id": page.pk, "redirect_page_route_path": below}
        row, made = Redirect.objects.get_or_create(old_path=path, site=self._site, defaults=target)
        return made or row.redirect_page_id == page.pk
