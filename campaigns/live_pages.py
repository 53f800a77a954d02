"""Finding a petition's live page in one language: most addresses name the petition."""

from typing import Any
from uuid import UUID

from django.http import Http404

from campaigns.pages import CampaignPage


def live_page(public_id: UUID, language: str) -> CampaignPage:
    """With its petition and count (`tallied`), in one query. Raises Http404."""
    pages = CampaignPage.objects.live().as_cards().prefetch_related(None)
    page = pages.filter(petition__public_id=public_id, locale__language_code=language).first()
    if page is None:
        raise Http404
    return page


def title_for(petition: Any, language: str) -> str:
    """What readers of this language call it, by the other language's page where theirs is not
    live; empty without any. A petition's own name is the newsroom's alone.
    """
    pages = CampaignPage.objects.live().filter(petition=petition).select_related("locale")
    titles = {page.locale.language_code: page.title for page in pages}
    return titles.get(language) or next(iter(titles.values()), "")
