"""Crediting whoever translated one language's version, in the version's own row.

The name belongs to the version, not to its text: it is no segment, survives every new
synchronisation with the original, and never appears in the other language.
"""

from typing import Any

from django.utils.translation import gettext as _

from cms.pairs import Version, known_of, version_of

LONGEST_NAME = 120


class NameRefused(ValueError):
    """The name cannot be printed; `str()` says why."""


def credit_translator(page: Any, name: str) -> None:
    """Print `name` under this version; an empty one takes the credit back. Raises NameRefused."""
    printed = " ".join(name.split())
    if len(printed) > LONGEST_NAME:
        raise NameRefused(_("A name has at most %(count)d characters.") % {"count": LONGEST_NAME})
    if any(not character.isprintable() for character in printed):
        raise NameRefused(_("The name holds a character that cannot be printed."))
    version = version_of(page)
    Version.objects.filter(pk=version.pk).update(translated_by=printed)


def translator_of(page: Any) -> str:
    """Who translated this version; empty when nobody is credited."""
    return known_of(page).translated_by
