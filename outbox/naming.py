"""Naming: what people read instead of the outbox's own words."""

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from outbox.broadcasts import Broadcast
from outbox.kinds import KINDS


def language_name(language: str) -> str:
    """As a heading: `English`, `Inglés`."""
    return capfirst(str(dict(settings.LANGUAGES).get(language, language)))


def in_order(languages: set[str]) -> list[str]:
    """The newsroom's own order first."""
    ours = [language for language, _name in settings.LANGUAGES if language in languages]
    return [*ours, *sorted(languages - {*ours})]


def title_of(broadcast: Broadcast) -> str:
    """By its kind; a number where the kind gives none."""
    kind = KINDS.get(broadcast.kind)
    said = kind.title(broadcast) if kind and kind.title else ""
    return said or _("Broadcast %(number)s") % {"number": broadcast.pk}


def link_of(broadcast: Broadcast) -> str:
    kind = KINDS.get(broadcast.kind)
    return kind.link(broadcast) if kind and kind.link else ""


def why_held(broadcast: Broadcast, language: str) -> str:
    """Asked for a language that is not open yet."""
    kind = KINDS.get(broadcast.kind)
    said = kind.why_held(broadcast, language) if kind and kind.why_held else ""
    return said or _("It waits until its text is ready, and leaves then.")
