"""What each column of a list means, guessed from its heading, and what a row of it says.

The headings are those of Action Network, Mailchimp and Substack, of our own export, and what people
call such columns in both languages. A name, a street or a telephone is never read.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation

from cms.area_names import AREA_NAMES
from cms.languages import LANGUAGES
from cms.proving import EMAIL_LENGTH
from outbox.letters import bare_address
from supporters.days import today
from supporters.models import Supporter
from vault.cells import plain_cell
from vault.indexing import fold_name

# For each field the headings that mean it, the surest first.
HEADINGS = {
    "email": "email address|email|e mail|e mail address|mail|correo electronico|correo"
    "|direccion de correo|direccion de correo electronico",
    "language": "language|lang|preferred language|idioma|idioma preferido|lengua|locale",
    "state": "state|can2 state abbreviated|can2 user state|state code|estado|region",
    "country": "country|can2 country|pais|cc",
    "tags": "tags|can2 user tags|topics|etiquetas|temas",
    "date": "consent date|optin time|opt in time|can2 subscription date|created at|date added"
    "|subscribed on|fecha de consentimiento|fecha de alta",
    "confirmed": "confirm time",
    "status": "status|can2 subscription status|email subscription status|subscription status"
    "|email status|situacion",
    "gone": "unsub time|unsubscribed at|unsubscribe date|fecha de baja",
    "bounced": "clean time",
    "disabled": "email disabled",
    "rhythm": "rhythm|frequency|ritmo|frecuencia",
}
MARKS = {
    "Action Network": "can2 ",
    "Mailchimp": "member rating|leid|euid",
    "Substack": "email disabled|active subscription",
}
LANGUAGES_SAID = {
    **dict.fromkeys(["en", "eng", "english", "ingles"], "en"),
    **dict.fromkeys(["es", "spa", "spanish", "espanol", "castellano"], "es"),
}
GOOD = frozenset(
    ["subscribed", "active", "confirmed", "opted in", "opt in", "yes", "true", "1"]
    + ["suscrito", "suscrita", "activo", "activa", "confirmado", "confirmada", "si"]
)
GONE = frozenset(
    ["unsubscribed", "opted out", "opt out", "no", "false", "0", "complained", "complaint", "spam"]
    + ["spam complaint", "previous spam complaint", "archived"]
    + ["baja", "dado de baja", "dada de baja", "cancelado", "cancelada"]
)
BOUNCED = frozenset(
    ["cleaned", "bounced", "bouncing", "bounce", "hard bounce", "rebotado", "rebotada"]
)
YES = frozenset(["true", "yes", "1", "si", "x"])
HOME = frozenset(["us", "usa", "united states", "united states of america", "estados unidos"])
TERRITORIES = frozenset(["PR", "GU", "VI"])  # that a column of countries may name
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
US_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
FIRST_YEAR = 1995
RHYTHMS = frozenset(Supporter.Rhythm.values)


class Standing(StrEnum):
    """What the other tool says of somebody."""

    GOOD = "good"
    GONE = "gone"
    BOUNCED = "bounced"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True)
class Given:
    """What a row says. No language, no day: it does not say, or not readably."""

    address: str
    language: str
    region: str
    rhythm: str
    tags: tuple[str, ...]
    given_on: date | None
    standing: Standing


def guess_columns(headings: list[str]) -> dict[str, int]:
    """Column numbers by field."""
    plain = [plain_heading(heading) for heading in headings]
    found: dict[str, int] = {}
    for field, words in HEADINGS.items():
        for word in words.split("|"):
            if word in plain and plain.index(word) not in found.values():
                found[field] = plain.index(word)
                break
    return found


def tool_of(headings: list[str]) -> str:
    """Whose export it looks like; an empty string where it cannot be told."""
    plain = " | ".join(plain_heading(heading) for heading in headings)
    for tool, marks in MARKS.items():
        if any(mark in plain for mark in marks.split("|")):
            return tool
    return ""


def plain_heading(text: str) -> str:
    if not text:
        return ""
    return " ".join(fold_name(text.replace("-", " ").replace("_", " ")).strip(" .:?").split())


def read_row(cells: list[str], columns: dict[str, int]) -> Given | None:
    """None for a row without an address that mail could reach."""

    def cell(field: str) -> str:
        number = columns.get(field)
        return plain_cell(cells[number]) if number is not None and number < len(cells) else ""

    address = _address(cell("email"))
    if address is None:
        return None
    rhythm = plain_heading(cell("rhythm"))
    return Given(
        address=address,
        language=_language(cell("language")),
        region=_region(cell("state"), cell("country")),
        rhythm=rhythm if rhythm in RHYTHMS else Supporter.Rhythm.NOW.value,
        tags=_tags(cell("tags")),
        given_on=_day(cell("date")) or _day(cell("confirmed")),
        standing=_standing(
            status=plain_heading(cell("status")),
            is_gone=bool(cell("gone")) or plain_heading(cell("disabled")) in YES,
            is_bounced=bool(cell("bounced")),
            is_confirmed="confirmed" not in columns or bool(cell("confirmed")),
        ),
    )


def _address(text: str) -> str | None:
    try:
        validate_email(text)
        bare_address(text)
    except (ValidationError, ValueError):
        return None
    return text if len(text) <= EMAIL_LENGTH else None


def _language(text: str) -> str:
    """`es-MX` and `Español` are `es`; a third language, and none, are not known."""
    plain = plain_heading(text)
    return LANGUAGES_SAID.get(plain) or LANGUAGES_SAID.get(plain.partition(" ")[0], "")


@cache
def _areas() -> dict[str, str]:
    """Codes by themselves and by their names in both languages, folded."""
    known = {fold_name(code): code for code in AREA_NAMES}
    for language in LANGUAGES:
        with translation.override(language):
            known |= {fold_name(str(name)): code for code, name in AREA_NAMES.items()}
    return known


def _region(state: str, country: str) -> str:
    """What cannot be told is left out, and nobody is refused for it."""
    land, areas = plain_heading(country), _areas()
    if land and land not in HOME:
        code = areas.get(land, "")
        return code if code in TERRITORIES else "abroad"
    return areas.get(plain_heading(state), "")


def _tags(text: str) -> tuple[str, ...]:
    """`"Rent", "Snow"`, `Rent / Snow` and `Rent; Snow` are two tags."""
    parts = re.split(r"\s*[,;|]\s*|\s+/\s+", text)
    return tuple(part for part in (fold_name(each.strip(' "')) for each in parts) if part)


def _day(text: str) -> date | None:
    """2024-01-31 with or without a time, or 1/31/2024; nothing else, because 2/3 is two days."""
    iso, american = ISO_DAY.match(text), US_DAY.match(text)
    if iso:
        year, month, day = map(int, iso.groups())
    elif american:
        month, day, year = map(int, american.groups())
    else:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if year >= FIRST_YEAR and found <= today() else None


def _standing(*, status: str, is_gone: bool, is_bounced: bool, is_confirmed: bool) -> Standing:
    """A word that nobody knows counts as unconfirmed: no mail by mistake."""
    if is_gone or status in GONE:
        return Standing.GONE
    if is_bounced or status in BOUNCED:
        return Standing.BOUNCED
    if not is_confirmed or (status and status not in GOOD):
        return Standing.UNCONFIRMED
    return Standing.GOOD
