"""Hooks of the admin, each in the module that bears its deed's name."""

from home import first_steps, read_desk, stopping, watching

__all__ = ["first_steps", "read_desk", "stopping", "watching"]
