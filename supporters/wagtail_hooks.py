"""Hooks of the admin, each in the module that bears its deed's name."""

from supporters import list_hooks

__all__ = ["list_hooks"]
