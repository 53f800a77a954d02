"""What the thank-you page holds: the count, what to do next, and ways to pass the petition on."""

from typing import Any

from campaigns.models import CampaignPage, Petition
from campaigns.next_steps import next_step
from campaigns.sharing import passing_on


def thanks(petition: Petition, page: CampaignPage | None, language: str) -> dict[str, Any]:
    """Without a live page in this language there is nothing to pass on in it."""
    return {
        "count": petition.count,
        "goal": petition.goal_at(petition.count),
        "step": next_step(petition, language),
        "passing": passing_on(petition, page.title, language) if page else None,
    }
