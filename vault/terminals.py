"""Terminals: in which language to answer whoever types a command."""

import os

from django.conf import settings


def language_of_terminal() -> str:
    """As the terminal names it."""
    said = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "es" if next(filter(None, said), "").startswith("es") else settings.LANGUAGE_CODE
