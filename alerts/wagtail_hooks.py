"""Hooks of the admin, each in the module that bears its deed's name."""

from alerts import news_desk

__all__ = ["news_desk"]
