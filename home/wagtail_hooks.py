"""Hooks of the admin, each in the module that bears its deed's name."""

from home import watching

__all__ = ["watching"]
