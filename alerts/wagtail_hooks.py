"""Alerts in the admin. Each of these modules registers its own hooks."""

from alerts import sending_hooks

__all__ = ["sending_hooks"]
