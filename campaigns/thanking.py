"""What the thank-you page holds: the count, what to do next, and ways to pass the petition on."""

from typing import Any

from campaigns.models import CampaignPage, Petition
from campaigns.next_steps import next_step
from campaigns.sharing import WAYS, invitation, share_row
from campaigns.short_links import short_links


def thanks(petition: Petition, page: CampaignPage | None, language: str) -> dict[str, Any]:
    """Without a live page in this language there is nothing to pass on in it."""
    told: dict[str, Any] = {
        "count": petition.count,
        "goal": petition.goal_at(petition.count),
        "step": next_step(petition, language),
        "share": [],
        "share_link": "",
    }
    if page is None:
        return told
    links = short_links(petition, language, WAYS)
    return told | {
        "share": share_row(page.title, links),
        "share_link": links["copy"],
        "native_link": links["native"],
        "native_text": invitation(page.title),
    }
