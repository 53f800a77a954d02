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
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.banners import banner_for
from cms.cards import with_card
from cms.languages import LANGUAGES, NATIVE_NAMES, language_of_path
from cms.reading import Article, Head
from home.finding import search_path
from home.models import HomePage
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
    def feed_url(self) -> str:
        return settings.BASE_URL + feed_url(self.language)

    @property
    def tagline(self) -> str:
        return self.home.tagline if self.home else ""

    @property
    def home_url(self) -> str:
        return f"/{self.language}/"

    @property
    def search_url(self) -> str:
        return search_path(self.language)

    @cached_property
    def title(self) -> str:
        return (
            self.name
            if self._is_front or not self.head.title
            else f"{self.head.title} · {self.name}"
        )

    @property
    def _is_front(self) -> bool:
        return self.request.path_info == self.home_url

    @property
    def description(self) -> str:
        """Never empty: messengers leave a hole where it is."""
        said = _("News and petitions in English and Spanish, from %(newsroom)s")
        return self.head.description or self.tagline or said % {"newsroom": self.name}

    @property
    def image(self) -> dict[str, Any] | None:
        """The card that link previews show: address, size and what it says. A page without one of
        its own shows the front page's.
        """
        head = self.head
        if not head.image_url and self.home:
            head = with_card(head, self.home, self.name)
        if not head.image_url:
            return None
        width, height = head.image_size
        return {
            "url": head.image_url,
            "alternative": head.image_alternative,
            "width": width,
            "height": height,
        }

    @property
    def article(self) -> Article | None:
        return self.head.article

    @property
    def preview_title(self) -> str:
        """Without the newsroom's name, which previews show beside it."""
        return self.name if self._is_front else self.head.title or self.name

    @property
    def is_indexable(self) -> bool:
        return self.head.is_indexable

    @cached_property
    def canonical_url(self) -> str:
        """The page's own address without its query; empty for what must not be indexed."""
        return settings.BASE_URL + self.request.path if self.is_indexable else ""

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
        if not self.is_indexable:
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
