"""Hooks of the admin, each in the module that bears its deed's name."""

from users import access_hooks

__all__ = ["access_hooks"]
