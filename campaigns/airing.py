"""Telling caches that what a petition's pages say has changed, though no page was published."""

from typing import Any

from campaigns.pages import CampaignPage
from cms.purging import paths_beside, paths_of, purge


def air(petition: Any) -> None:
    """Once committed, every page that shows this petition is fetched anew, in both languages."""
    pages = list(CampaignPage.objects.live().filter(petition=petition))
    purge([*paths_of(pages), *paths_beside(pages)])
