"""Where a page will be found once it has left, as far as that can be known beforehand."""

from dataclasses import dataclass
from typing import Any

from campaigns.models import CampaignIndexPage, CampaignPage, CampaignUpdatePage
from home.models import HomePage, StandardPage
from news.models import NewsIndexPage, PostPage

PETITIONS = "petitions"
STORIES = (PostPage, StandardPage)
DEFAULT = "/{language}/{slug}/"


class PatternRefused(ValueError):
    """An address begins with a slash and names the story: `/{language}/{slug}/`."""


@dataclass(frozen=True)
class Addresses:
    """`pattern` is what the new site calls a story, as WordPress' permalinks do."""

    pattern: str = DEFAULT

    def __post_init__(self) -> None:
        is_named = self.pattern.startswith("/") and "{slug}" in self.pattern
        if not is_named or set("{}\r\n\0") & set(self.of_story("en", "a")):
            raise PatternRefused(self.pattern)

    def of_story(self, language: str, slug: str) -> str:
        return self.pattern.replace("{language}", language).replace("{slug}", slug)

    def of_term(self, kind: str, language: str, slug: str) -> str:
        return f"/{language}/{kind}/{slug}/"

    def of_page(self, page: Any) -> str:
        """Empty for a page that has no like of it elsewhere; no query but for an update."""
        kind, language = page.specific_class, page.locale.language_code
        if issubclass(kind, STORIES):
            return self.of_story(language, page.slug)
        if issubclass(kind, CampaignPage):
            return f"/{PETITIONS}/{record_name(page)}.html"
        if issubclass(kind, CampaignUpdatePage):
            above = page.get_parent()
            return f"{self.of_page(above)}#update-{page.pk}" if above.live else ""
        if issubclass(kind, CampaignIndexPage):
            return f"/{PETITIONS}/"
        return f"/{language}/" if issubclass(kind, HomePage | NewsIndexPage) else ""


def record_name(page: Any) -> str:
    """A petition's record in one language: the name of its files."""
    return f"{page.slug}-{page.locale.language_code}"
