"""The words of a bundle's tables, for offices of either language at once."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from campaigns.regions import ABROAD
from cms.languages import LANGUAGES

COLUMNS = (_("No."), _("Name"), _("Town"), _("County"), _("State"), _("How it was collected"))
STRUCK_OUT = (_("Earlier bundle"), _("Number to strike out"))
NAMES = _("Names")
ONLINE, IN_PERSON = _("online"), _("in person")
OUTSIDE, UNSAID = _("outside the United States"), _("not said")


def both(words: Any) -> str:
    """English and Spanish, `Name / Nombre`; once where they are alike."""
    said = []
    for language in LANGUAGES:
        with translation.override(language):
            said.append(str(words))
    return " / ".join(dict.fromkeys(said))


def headings() -> tuple[str, ...]:
    return tuple(both(column) for column in COLUMNS)


def place_name(state: str) -> str:
    """The letters of a state, which both languages share, or words for those without one."""
    return both(_place_words(state))


def place_in(state: str, language: str) -> str:
    with translation.override(language):
        return str(_place_words(state))


def _place_words(state: str) -> Any:
    if state == ABROAD:
        return OUTSIDE
    return state or UNSAID


def way_of(in_person: bool) -> str:
    return both(IN_PERSON if in_person else ONLINE)
