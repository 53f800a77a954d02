"""What a page's head says: of what the page left there (cms/reading.py), and of its newsroom."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.cards import logo_of, with_card
from cms.languages import LANGUAGES, NATIVE_NAMES, NOT_YET_IN, READ_IN, language_of_path
from cms.reading import Article, Head
from home.below import offered_front, with_links
from home.models import HomePage


class Headed:
    """The frame as far as search engines, link previews and the language switcher read it."""

    def __init__(self, request: HttpRequest):
        self.request = request

    @cached_property
    def home(self) -> HomePage | None:
        """With its links and what stands below it, in one statement (home/below.py)."""
        if offered := offered_front(self.request, self.language):
            return offered
        home = HomePage.objects.filter(locale__language_code=self.language).live()
        return with_links(home.select_related("locale")).first()

    @cached_property
    def site(self) -> Site | None:
        return Site.find_for_request(self.request)

    @cached_property
    def name(self) -> str:
        return (self.site.site_name if self.site else "") or settings.WAGTAIL_SITE_NAME

    @cached_property
    def head(self) -> Head:
        return getattr(self.request, "head", None) or Head(self.name, is_indexable=False)

    @cached_property
    def language(self) -> str:
        return language_of_path(self.request.path_info) or settings.LANGUAGE_CODE

    @property
    def tagline(self) -> str:
        return self.home.tagline if self.home else ""

    @property
    def home_url(self) -> str:
        return f"/{self.language}/"

    @property
    def is_front(self) -> bool:
        return self.request.path_info == self.home_url

    @cached_property
    def title(self) -> str:
        has_own = self.head.title and not self.is_front
        return f"{self.head.title} · {self.name}" if has_own else self.name

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
            head = with_card(head, self.home, self.name, logo_of(self.site))
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
        return self.name if self.is_front else self.head.title or self.name

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
    def other_version(self) -> dict[str, Any] | None:
        """The page in the other language, or what stands in for it: for readers whose browser
        prefers that one. Not on pages for one person, whose mail has chosen the language.
        """
        if not (self.is_indexable or self.head.stands_in):
            return None
        known = self.head.offered + self.head.alternates
        other = next((each for each in known if not each["is_current"]), None)
        if other is None:
            return None
        words = NOT_YET_IN if other.get("is_courtesy") else READ_IN
        return other | {"words": words[other["language"]]}

    @property
    def x_default_url(self) -> str:
        """English where it exists, else the only version there is; nothing for unindexed pages."""
        if not self.is_listed:
            return ""
        urls = {each["language"]: each["url"] for each in self.head.alternates}
        return urls.get(settings.LANGUAGE_CODE) or next(iter(urls.values()), "")
