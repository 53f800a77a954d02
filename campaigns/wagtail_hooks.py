"""Petitions in the admin. Each of these modules registers its own hooks."""

from campaigns import (
    collection_hooks,
    desk_hooks,
    export_hooks,
    fraud_hooks,
    hold_desk,
    moderating_views,
    news_desk,
    petition_admin,
    share_desk,
)

__all__ = [
    "collection_hooks",
    "desk_hooks",
    "export_hooks",
    "fraud_hooks",
    "hold_desk",
    "moderating_views",
    "news_desk",
    "petition_admin",
    "share_desk",
]
