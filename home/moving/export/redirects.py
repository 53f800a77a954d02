"""The redirect map: every address that readers may have kept, and where it leads from now on.

Those with two steps (an address that led to one that moves as well) are left as two: whatever
answers for the old site follows both.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from campaigns.models import CampaignPage
from campaigns.short_links import ShortLink
from cms.models import PageLink, Topic
from home.moving.export.addresses import Addresses
from home.moving.export.folders import Folder
from home.moving.export.naming_terms import Terms
from news.models import Author, NewsIndexPage, PostTag, Series
from vault.cells import write_csv

REDIRECTS = "redirects.csv"
HEADINGS = ("from", "to")
Row = tuple[str, str]


def write_redirects(folder: Folder, addresses: Addresses, tell: Callable[[str], None]) -> None:
    with folder.text(REDIRECTS) as out:
        write_csv(out, _rows(addresses, tell))


def _rows(addresses: Addresses, tell: Callable[[str], None]) -> Iterator[Row]:
    """Each address once: where two rows have it, the page that is there now is meant."""
    yield HEADINGS
    known = {""}
    for source in (_pages, _terms, _old, _page_links, _campaign_links):
        for old, new in source(addresses):
            is_new = old.rstrip("/") not in known
            known.add(old.rstrip("/"))
            if is_new and new and old.rstrip("/") != new.rstrip("/"):
                tell("redirects")
                yield old, new


def _pages(addresses: Addresses) -> Iterator[Row]:
    for page in _live().iterator():
        yield path_of(page), addresses.of_page(page)


def _terms(addresses: Addresses) -> Iterator[Row]:
    terms = Terms()
    indexes = list(NewsIndexPage.objects.live().select_related("locale"))
    for model, kind, slug_of in (
        (Topic, "category", lambda row: terms.of_topic(row).slug),
        (Author, "author", lambda row: row.slug),
        (Series, "series", lambda row: terms.of_series(row).slug),
    ):
        for row in model.objects.filter(live=True).select_related("locale").iterator():
            yield from _below(indexes, row, addresses, (kind, slug_of(row)))
    tags = (
        PostTag.objects.exclude(slug="")
        .select_related("locale")
        .order_by("slug", "locale_id", "pk")
    )
    for tag in tags.distinct("slug", "locale_id").iterator():
        yield from _below(indexes, tag, addresses, ("tag", terms.of_tag(tag).slug))


def _below(
    indexes: list[Any], row: Any, addresses: Addresses, named: tuple[str, str]
) -> Iterator[Row]:
    language = row.locale.language_code
    for index in indexes:
        if index.locale_id == row.locale_id:
            old = row.path_within(path_of(index), language)
            yield old, addresses.of_term(named[0], language, named[1])


def _old(addresses: Addresses) -> Iterator[Row]:
    """What was redirected already, because pages moved or came from elsewhere."""
    rows = Redirect.objects.select_related("redirect_page__locale").order_by("old_path", "pk")
    for row in rows.iterator():
        page = row.redirect_page
        if page is None:
            yield row.old_path, row.redirect_link
        elif page.live and row.redirect_page_route_path:
            yield row.old_path, path_of(page).rstrip("/") + row.redirect_page_route_path
        elif page.live:
            yield row.old_path, addresses.of_page(page)


def _page_links(addresses: Addresses) -> Iterator[Row]:
    for link in PageLink.objects.order_by("pk").iterator():
        facts = {"translation_key": link.translation_key, "locale__language_code": link.language}
        if page := _live().filter(**facts).first():
            yield f"/s/{link.code}", addresses.of_page(page)


def _campaign_links(addresses: Addresses) -> Iterator[Row]:
    for link in ShortLink.objects.order_by("pk").iterator():
        pages = CampaignPage.objects.live().select_related("locale")
        page = pages.filter(petition=link.petition_id, locale__language_code=link.language).first()
        if page:
            yield f"/s/{link.code}", addresses.of_page(page)


def _live() -> Any:
    rows = Page.objects.live().filter(alias_of=None, depth__gt=1)
    return rows.select_related("locale", "content_type").order_by("path")


def path_of(page: Any) -> str:
    return urlsplit(page.full_url or "").path
