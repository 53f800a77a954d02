"""Petitions in the admin. Each of these modules registers its own hooks."""

from campaigns import petition_admin

__all__ = ["petition_admin"]
