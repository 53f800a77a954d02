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
from cms.languages import (
    LANGUAGES,
    NATIVE_NAMES,
    NOT_YET_IN,
    READ_IN,
    held_path,
    language_of_path,
)
from cms.reading import Article, Head
from cms.syndicating import links_to
from home import giving
from home.below import offered_front, with_links
from home.finding import search_path
from home.models import FollowLink, HomePage, Identity
from home.structuring import structured
from news.feeds import feed_url
from supporters.addresses import ask_link_url, subscribe_url
from supporters.consents import asked
from tips.addresses import tips_url


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
    def identity(self) -> Identity | None:
        return Identity.objects.filter(site=self.site).with_banner().first()

    @cached_property
    def logo(self) -> dict[str, Any] | None:
        """Address, size and words of the logo; None where the mark and the name stand."""
        return self.identity.logo_shown(self.name, self.language) if self.identity else None

    @cached_property
    def icons(self) -> dict[str, str] | None:
        return self.identity.icons() if self.identity else None

    @cached_property
    def banner(self) -> dict[str, str] | None:
        """What every reader is told first; None most days."""
        if self.identity is None:
            return banner_for(self.site, self.language)
        banner = getattr(self.identity.site, "banner", None)
        return banner.told(self.language) if banner and banner.is_showing else None

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

    @cached_property
    def _children(self) -> list[dict[str, Any]]:
        """Title, address and `in_menus` of the pages right below the front page, in their order."""
        below = self.home.below if self.home else []
        return [each | {"url": f"{self.home_url}{each['slug']}/"} for each in below]

    @property
    def navigation(self) -> list[dict[str, Any]]:
        path = self.request.path
        return [
            {
                "label": page["title"],
                "url": page["url"],
                "is_current": path.startswith(page["url"]),
            }
            for page in self._children
            if page["in_menus"]
        ]

    @property
    def footer_links(self) -> list[dict[str, str]]:
        pages = [page for page in self._children if not page["in_menus"]]
        links = [{"label": page["title"], "url": page["url"]} for page in pages]
        if self.tip and self.tip["has_page"]:
            links.append({"label": _("Send us a tip"), "url": self.tip["url"]})
        return [*links, {"label": giving.title(), "url": held_path(self.language)}]

    @cached_property
    def tip(self) -> dict[str, Any] | None:
        """To the page of the tip line where it is open, else to a mail; None where there is
        neither.
        """
        home = self.home
        has_page = home is not None and home.takes_tips
        if home is None or not (has_page or home.tip_address):
            return None
        return {
            "title": home.tip_title or _("Do you know something we should?"),
            "text": home.tip_text,
            "url": tips_url(self.language) if has_page else f"mailto:{home.tip_address}",
            "address": home.tip_address,
            "has_page": has_page,
        }

    @property
    def subscribe(self) -> dict[str, Any]:
        """Where the form in the footer posts, and what it asks. Pages for one person have no form
        there: theirs is the only one.
        """
        facts = {"url": subscribe_url(self.language), "asked": asked()}
        return facts | {"has_form": self.is_indexable, "change_url": ask_link_url(self.language)}

    @cached_property
    def follow(self) -> list[dict[str, Any]]:
        """Where to follow the newsroom, WhatsApp first."""
        links = self.home.links if self.home else []
        channels = [each for each in links if each["kind"] == FollowLink.Kind.WHATSAPP]
        return [*channels, *(each for each in links if each not in channels)]

    @property
    def follow_elsewhere(self) -> list[dict[str, Any]]:
        """What is left to list beside the invitation to the channel."""
        return [each for each in self.follow if each is not self.channel]

    @property
    def channel(self) -> dict[str, Any] | None:
        """The WhatsApp channel that readers are invited to; None where there is none."""
        first = self.follow[0] if self.follow else None
        return first if first and first["kind"] == FollowLink.Kind.WHATSAPP else None

    @property
    def year(self) -> int:
        return timezone.localdate().year
