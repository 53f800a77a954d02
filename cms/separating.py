"""Separating: no page is made in one language because there is one in the other.

wagtail-localize (1.14.5) can keep a language's tree in step with another's by aliases: live pages
with the other language's text. It is a choice in Settings, Locales, and it acts when a page is
made. Aliases are refused here (cms/guarding.py), so the choice would only make every new page fail.
"""

from typing import Any

from wagtail_localize import synctree
from wagtail_localize.locales.components import LOCALE_COMPONENTS
from wagtail_localize.models import LocaleSynchronization


def copy_no_tree(*pages: Any, **options: Any) -> None:
    """Takes the place of the library's copying of trees: nothing is copied."""


def switch_tree_sync_off() -> None:
    """The screen does not offer it, and where it has been chosen nothing follows from that."""
    synctree.create_aliases_for_new_page = copy_no_tree
    synctree.synchronize_tree = copy_no_tree
    LOCALE_COMPONENTS[:] = [
        component
        for component in LOCALE_COMPONENTS
        if component["model"] is not LocaleSynchronization
    ]
