"""Hooks of the admin, each in the module that bears its deed's name."""

from tips import desk_hooks

__all__ = ["desk_hooks"]
