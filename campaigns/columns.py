"""What each column of a list means, guessed from its heading, and what a row of it says."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from campaigns.forms import NAME_LENGTH, clean_name
from campaigns.in_person import Given
from campaigns.models import Signature
from campaigns.regions import ABROAD, STATE_OF, UnknownPostalCode, region_of
from cms.proving import EMAIL_LENGTH
from vault.indexing import fold_name

ZIP_DIGITS = 5
HEADINGS = {
    "name": "name|full name|nombre completo|nombre y apellidos|nombres y apellidos|firmante|signer",
    "first": "first name|first|given name|nombre|nombres|primer nombre",
    "last": "last name|last|surname|family name|apellido|apellidos|primer apellido"
    "|apellido paterno",
    "last2": "second last name|second surname|segundo apellido|apellido materno",
    "email": "e mail|email|email address|e mail address|mail|correo|correo electronico",
    "zip": "zip|zip code|zipcode|postal code|postcode|codigo postal|cp",
    "state": "state|estado",
    "language": "language|lang|idioma|lengua",
    "date": "date|signed on|date signed|day|fecha|dia",
    "page": "page|sheet|pagina|hoja",
    "shown": "show|shown|show name|a|publicar|mostrar",
    "handed": "hand over|b|share with office|entregar|entregar nombre",
    "outcome": "outcome|c|tell me|updates|avisar|avisame|desenlace",
}
YES = frozenset(["yes", "y", "x", "true", "1", "si", "s", "v", "✓", "✔"])
FULL = frozenset(["full", "full name", "completo", "nombre completo"])
LANGUAGES_SAID = {
    "en": "en", "english": "en", "ingles": "en", "es": "es", "spanish": "es", "espanol": "es",
}  # fmt: skip
STATES = frozenset(STATE_OF.values())
DATES = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y")


class Fault(StrEnum):
    """Why a row cannot be taken in."""

    NAME = "name"
    EMAIL = "email"
    ZIP = "zip"
    STATE = "state"
    DATE = "date"


class RowRefused(ValueError):
    def __init__(self, fault: Fault):
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Defaults:
    """What holds for each row that does not say it itself."""

    language: str
    page: str = ""
    collected_on: date | None = None


def guess_columns(headings: list[str]) -> dict[str, int]:
    """Column numbers by field. `Nombre` alone is the whole name, beside `Apellido` the first."""
    known = {word: field for field, words in HEADINGS.items() for word in words.split("|")}
    found: dict[str, int] = {}
    for number, heading in enumerate(headings):
        field = known.get(_plain(heading))
        if field and field not in found:
            found[field] = number
    if "first" in found and "last" not in found and "name" not in found:
        found["name"] = found.pop("first")
    return found


def read_row(cells: list[str], columns: dict[str, int], defaults: Defaults) -> Given:
    """Consent is what a mapped column says in so many words, else none. Raises RowRefused."""

    def cell(field: str) -> str:
        number = columns.get(field)
        return cells[number] if number is not None and number < len(cells) else ""

    email = _email(cell("email"))
    return Given(
        name=_name(cell("name") or " ".join(cell(part) for part in ("first", "last", "last2"))),
        email=email,
        region=_region(cell("zip"), cell("state")),
        language=LANGUAGES_SAID.get(_plain(cell("language")), defaults.language),
        shown_as=_shown(cell("shown")),
        goes_to_target=_plain(cell("handed")) in YES,
        wants_outcome=_plain(cell("outcome")) in YES and bool(email),
        page=cell("page")[:20] or defaults.page,
        collected_on=_day(cell("date")) or defaults.collected_on,
    )


def _plain(text: str) -> str:
    return " ".join(fold_name(text.replace("-", " ").replace("_", " ")).strip(" .:?").split())


def _name(text: str) -> str:
    try:
        name = clean_name(text)
    except ValidationError:
        raise RowRefused(Fault.NAME) from None
    if len(name) > NAME_LENGTH:
        raise RowRefused(Fault.NAME)
    return name


def _email(text: str) -> str:
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError:
        raise RowRefused(Fault.EMAIL) from None
    if len(text) > EMAIL_LENGTH:
        raise RowRefused(Fault.EMAIL)
    return text


def _region(postal_code: str, state: str) -> str:
    """A ZIP code tells more than a state; spreadsheets drop its leading zeros."""
    if postal_code:
        padded = postal_code.zfill(ZIP_DIGITS) if postal_code.isdecimal() else postal_code
        try:
            return region_of(padded)
        except UnknownPostalCode:
            raise RowRefused(Fault.ZIP) from None
    if not state:
        return ""
    if _plain(state) in {ABROAD, "extranjero"}:
        return ABROAD
    if state.upper() not in STATES:
        raise RowRefused(Fault.STATE)
    return state.upper()


def _shown(text: str) -> str:
    said = _plain(text)
    if said in FULL:
        return Signature.Shown.FULL_NAME
    return Signature.Shown.FIRST_NAME if said in YES else Signature.Shown.NOTHING


def _day(text: str) -> date | None:
    if not text:
        return None
    for pattern in DATES:
        try:
            day = datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day on paper
        except ValueError:
            continue
        if day <= timezone.localdate():
            return day
        break
    raise RowRefused(Fault.DATE)
