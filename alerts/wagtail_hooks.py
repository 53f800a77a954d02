"""Alerts in the admin. Each of these modules registers its own hooks."""

from alerts import doors

__all__ = ["doors"]
