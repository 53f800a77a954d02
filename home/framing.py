"""The frame around every public page: names, navigation, languages. Built once, when a template
asks.
"""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from cms.banners import banner_for
from cms.languages import (
    held_path,
)
from cms.pausing import notices
from cms.syndicating import links_to
from home import giving
from home.finding import search_path
from home.heading import Headed
from home.identity import Identity, identity_of
from home.models import FollowLink
from home.structuring import structured
from news.feeds import feed_url
from supporters.addresses import ask_link_url, subscribe_url
from supporters.consents import asked
from tips.addresses import tips_url


def framed(request: HttpRequest) -> dict[str, Any]:
    """The template context every page gets; costs nothing until used."""
    return {"frame": SimpleLazyObject(lambda: Frame(request))}


class Frame(Headed):
    @cached_property
    def identity(self) -> Identity | None:
        return identity_of(self.site)

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
    def stopped(self) -> dict[str, Any]:
        """A sentence for each form that takes nothing at the moment, by the name of its switch."""
        return notices(getattr(self.identity, "stopped", ()))

    @property
    def feeds(self) -> list[dict[str, str]]:
        """The newsroom's feed in this language and the page's own, in each form."""
        newsroom = (self.name, settings.BASE_URL + feed_url(self.language))
        feeds = [newsroom, self.head.feed] if self.head.feed else [newsroom]
        return [link for title, address in feeds for link in links_to(title, address)]

    @property
    def search_url(self) -> str:
        return search_path(self.language)

    @property
    def structured(self) -> str:
        """What the page says about itself to machines; empty for pages they should not list."""
        return structured(self)

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
        """Where the form in the footer posts, and what it asks. Pages for one person, and for what
        is told in confidence, have no form there: theirs is the only one.
        """
        facts = {"url": subscribe_url(self.language), "asked": asked()}
        has_form = self.is_indexable and self.head.has_subscribe_form
        return facts | {"has_form": has_form, "change_url": ask_link_url(self.language)}

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
