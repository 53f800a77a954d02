"""Naming: what people read instead of the outbox's own words."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
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
    said = _said(kind.title if kind else None, broadcast)
    return said or _("Broadcast %(number)s") % {"number": broadcast.pk}


def link_of(broadcast: Broadcast) -> str:
    kind = KINDS.get(broadcast.kind)
    return _said(kind.link if kind else None, broadcast)


def why_held(broadcast: Broadcast, language: str) -> str:
    """Asked for a language that is not open yet."""
    kind = KINDS.get(broadcast.kind)
    said = _said(kind.why_held if kind else None, broadcast, language)
    return said or _("It waits until its text is ready, and leaves then.")


def _said(ask: Callable[..., str] | None, *about: Broadcast | str) -> str:
    """Empty where the kind does not say it, or what was sent is gone."""
    try:
        return ask(*about) if ask else ""
    except ObjectDoesNotExist:
        return ""
