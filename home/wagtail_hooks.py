"""Hooks of the admin, each in the module that bears its deed's name."""

from home import read_desk, stopping, watching

__all__ = ["read_desk", "stopping", "watching"]
