"""The frame around every public page: names, navigation, languages. Built once, when a template
asks.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from cms.banners import banner_for
from cms.languages import LANGUAGES, NATIVE_NAMES, language_of_path
from cms.reading import Head
from cms.syndicating import links_to
from home.finding import search_path
from home.models import HomePage
from home.structuring import structured
from news.feeds import feed_url
from supporters.addresses import ask_link_url, subscribe_url
from supporters.consents import asked


def framed(request: HttpRequest) -> dict[str, Any]:
    """The template context every page gets; costs nothing until used."""
    return {"frame": SimpleLazyObject(lambda: Frame(request))}


@dataclass
class Frame:
    request: HttpRequest

    @cached_property
    def head(self) -> Head:
        return getattr(self.request, "head", None) or Head(self.name, is_indexable=False)

    @cached_property
    def language(self) -> str:
        return language_of_path(self.request.path_info) or settings.LANGUAGE_CODE

    @cached_property
    def home(self) -> HomePage | None:
        return (
            HomePage.objects.filter(locale__language_code=self.language)
            .live()
            .select_related("locale")
            .prefetch_related("follow_links")
            .first()
        )

    @cached_property
    def site(self) -> Site | None:
        return Site.find_for_request(self.request)

    @cached_property
    def name(self) -> str:
        return (self.site.site_name if self.site else "") or settings.WAGTAIL_SITE_NAME

    @cached_property
    def banner(self) -> dict[str, str] | None:
        """What every reader is told first; None most days."""
        return banner_for(self.site, self.language)

    @property
    def feeds(self) -> list[dict[str, str]]:
        """The newsroom's feed in this language and the page's own, in each form."""
        newsroom = (self.name, settings.BASE_URL + feed_url(self.language))
        feeds = [newsroom, self.head.feed] if self.head.feed else [newsroom]
        return [link for title, address in feeds for link in links_to(title, address)]

    @property
    def tagline(self) -> str:
        return self.home.tagline if self.home else ""

    @property
    def home_url(self) -> str:
        return f"/{self.language}/"

    @property
    def search_url(self) -> str:
        return search_path(self.language)

    @property
    def is_front(self) -> bool:
        return self.request.path_info == self.home_url

    @property
    def structured(self) -> str:
        """What the page says about itself to machines; empty for pages they should not list."""
        return structured(self)

    @cached_property
    def title(self) -> str:
        has_own = self.head.title and not self.is_front
        return f"{self.head.title} · {self.name}" if has_own else self.name

    @property
    def description(self) -> str:
        return self.head.description or self.tagline

    @property
    def image(self) -> dict[str, Any] | None:
        """The picture that link previews show: address, size and what it says."""
        if not self.head.image_url:
            return None
        width, height = self.head.image_size or (0, 0)
        return {
            "url": self.head.image_url,
            "alternative": self.head.image_alternative,
            "width": width,
            "height": height,
        }

    @property
    def is_indexable(self) -> bool:
        return self.head.is_indexable

    @property
    def is_listed(self) -> bool:
        """Search engines may show it; an older page of a listing they should only follow."""
        return self.head.is_indexable and self.head.is_listed

    @cached_property
    def canonical_url(self) -> str:
        """The page's own address without its query; empty for what must not be indexed."""
        return settings.BASE_URL + self.request.path if self.is_listed else ""

    @cached_property
    def alternates(self) -> list[dict[str, Any]]:
        """The page in each language it exists in; a page without any leads to the front pages."""
        return self.head.alternates or [
            {
                "language": code,
                "label": NATIVE_NAMES[code],
                "url": f"{settings.BASE_URL}/{code}/",
                "is_current": code == self.language,
            }
            for code in LANGUAGES
        ]

    @property
    def switcher(self) -> list[dict[str, Any]]:
        """Where the language switcher leads."""
        return self.head.offered + self.head.alternates or self.alternates

    @property
    def x_default_url(self) -> str:
        """English where it exists, else the only version there is; nothing for unindexed pages."""
        if not self.is_listed:
            return ""
        urls = {each["language"]: each["url"] for each in self.head.alternates}
        return urls.get(settings.LANGUAGE_CODE) or next(iter(urls.values()), "")

    @cached_property
    def _children(self) -> list[Any]:
        return list(self.home.get_children().live().order_by("path")) if self.home else []

    @property
    def navigation(self) -> list[dict[str, Any]]:
        return [
            {
                "label": page.title,
                "url": page.url,
                "is_current": self.request.path.startswith(page.url or " "),
            }
            for page in self._children
            if page.show_in_menus
        ]

    @property
    def footer_links(self) -> list[dict[str, str]]:
        return [
            {"label": page.title, "url": page.url}
            for page in self._children
            if not page.show_in_menus
        ]

    @cached_property
    def tip(self) -> dict[str, str] | None:
        home = self.home
        if home is None or not home.tip_address:
            return None
        return {"title": home.tip_title, "text": home.tip_text, "url": f"mailto:{home.tip_address}"}

    @property
    def subscribe(self) -> dict[str, Any]:
        """Where the form in the footer posts, and what it asks. Pages for one person have no form
        there: theirs is the only one.
        """
        facts = {"url": subscribe_url(self.language), "asked": asked()}
        return facts | {"has_form": self.is_indexable, "change_url": ask_link_url(self.language)}

    @cached_property
    def follow(self) -> list[dict[str, str]]:
        links = self.home.follow_links.all() if self.home else []
        return [{"label": link.label, "url": link.url} for link in links]

    @property
    def year(self) -> int:
        return timezone.localdate().year
