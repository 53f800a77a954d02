"""Alerts in the admin. Each of these modules registers its own hooks."""

from alerts import doors, news_desk, sending_hooks

__all__ = ["doors", "news_desk", "sending_hooks"]
