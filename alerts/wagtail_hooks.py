"""Alerts in the admin. Each of these modules registers its own hooks."""

from alerts import doors, sending_hooks

__all__ = ["doors", "sending_hooks"]
