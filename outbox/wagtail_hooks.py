"""Mail in the admin. Each of these modules registers its own hooks."""

from outbox import desk_hooks

__all__ = ["desk_hooks"]
