"""The maps for search engines: an index, maps of pages and of what stands below them, and Google
News's map of the last two days.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.mapping import CHUNK, SECTIONS, map_of
from cms.syndicating import UNWRITABLE
from home.mapping import Entry, chunks, latest, newest_below, pages_in
from home.mapping_sections import sections
from news.models import PostPage

SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LINKS = {"xmlns": SPACE, "xmlns:xhtml": "http://www.w3.org/1999/xhtml"}
NEWS_SPACES = {"xmlns": SPACE, "xmlns:news": "http://www.google.com/schemas/sitemap-news/0.9"}
NEWS_DAYS = timedelta(days=2)
MOST_NEWS = 1_000  # of Google's rules
MOST_CHUNKS = 50_000


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    maps = [(map_of(chunk * CHUNK), changed_at) for chunk, changed_at in chunks().items()]
    maps.append((SECTIONS, latest(*newest_below().values())))
    with _Map("sitemapindex", {"xmlns": SPACE}) as made:
        for path, changed_at in maps:
            with made.inside("sitemap"):
                made.say("loc", settings.BASE_URL + path)
                made.say_when("lastmod", changed_at)
    return made.answer()


@require_safe
def sitemap_pages(request: HttpRequest, chunk: int) -> HttpResponse:
    entries = pages_in(chunk, request) if chunk < MOST_CHUNKS else []
    if not entries:
        raise Http404
    return _listing(entries)


@require_safe
def sitemap_sections(request: HttpRequest) -> HttpResponse:
    return _listing(sections())


@require_safe
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Stories of the last two days in both languages. Two queries."""
    site = Site.find_for_request(request)
    name = (site.site_name if site else "") or settings.WAGTAIL_SITE_NAME
    newest = PostPage.objects.live().public().filter(date__gte=timezone.now() - NEWS_DAYS)
    with _Map("urlset", NEWS_SPACES) as made:
        for post in newest.newest_first().select_related("locale")[:MOST_NEWS]:
            with made.inside("url"):
                made.say("loc", post.get_full_url(request))
                with made.inside("news:news"):
                    with made.inside("news:publication"):
                        made.say("news:name", name)
                        made.say("news:language", post.locale.language_code)
                    made.say_when("news:publication_date", post.date)
                    made.say("news:title", post.title)
    return made.answer()


def _listing(entries: Iterable[Entry]) -> HttpResponse:
    with _Map("urlset", LINKS) as made:
        for entry in entries:
            with made.inside("url"):
                made.say("loc", entry.url)
                made.say_when("lastmod", entry.changed_at)
                for language, url in entry.links():
                    link = {"rel": "alternate", "hreflang": language, "href": url}
                    made.handler.addQuickElement("xhtml:link", None, link)
    return made.answer()


class _Map:
    """XML as it is written; `with` opens and closes the root."""

    def __init__(self, root: str, spaces: Any):
        self.file = StringIO()
        self.handler = SimplerXMLGenerator(self.file, "utf-8", short_empty_elements=True)
        self.root, self.spaces = root, spaces

    def __enter__(self) -> "_Map":
        self.handler.startDocument()
        self.handler.startElement(self.root, self.spaces)
        return self

    def __exit__(self, *error: Any) -> None:
        self.handler.endElement(self.root)

    def inside(self, name: str) -> "_Inside":
        return _Inside(self.handler, name)

    def say(self, name: str, text: str) -> None:
        self.handler.addQuickElement(name, text.translate(UNWRITABLE))

    def say_when(self, name: str, moment: datetime | None) -> None:
        if moment:
            self.say(name, moment.isoformat(timespec="seconds"))

    def answer(self) -> HttpResponse:
        return HttpResponse(self.file.getvalue(), content_type="application/xml; charset=utf-8")


class _Inside:
    """One element."""

    def __init__(self, handler: Any, name: str):
        self.handler, self.name = handler, name

    def __enter__(self) -> None:
        self.handler.startElement(self.name, {})

    def __exit__(self, *error: Any) -> None:
        self.handler.endElement(self.name)
