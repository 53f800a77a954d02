"""Facts in a text that no translation changes: numbers, dates, times, phone numbers, names.

Each is brought to one spelling, so that "1,850" equals "1.850", "May 3" equals "3 de mayo" and
"6:30 p.m." equals "18:30". Reading is by pattern: what it finds are hints for a person.
"""

import re
from dataclasses import dataclass, field

from cms.tongues import SMALL_WORDS

MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, name in enumerate(names.split(), start=1)
} | {
    short: number
    for number, shorts in {
        1: "jan ene",
        2: "feb",
        4: "apr abr",
        8: "aug ago",
        9: "sep sept setiembre",
        10: "oct",
        11: "nov",
        12: "dec dic",
    }.items()
    for short in shorts.split()
}
NUMBER_WORDS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty",
    "es": "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce "
    "quince dieciséis diecisiete dieciocho diecinueve veinte",
}
ROUND_WORDS = {
    "en": {"30": "thirty", "40": "forty", "50": "fifty", "100": "hundred", "1000": "thousand"},
    "es": {"30": "treinta", "40": "cuarenta", "50": "cincuenta", "100": "cien", "1000": "mil"},
}
WORDS_OF = {
    language: {str(number): word for number, word in enumerate(words.split())}
    | ROUND_WORDS[language]
    for language, words in NUMBER_WORDS.items()
}

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
PHONE = re.compile(r"(?<![\d-])(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]\s?\d{3}[\s.-]\d{4}(?!\d)")
DATE = re.compile(
    rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)"
    rf"|\b(?P<day_first>\d{{1,2}})(?:\.?º|\.?°)?\s+(?:de\s+)?(?P<month_last>{_MONTH})\b"
    rf"|\b(?P<first>primero)\s+de\s+(?P<month_first>{_MONTH})\b",
    re.IGNORECASE,
)
TIME = re.compile(
    r"\b(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?\s*[ap]\.?\s?m\b\.?"
    r"|\b(?P<hour24>\d{1,2}):(?P<minute24>\d{2})\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
CAPITAL = r"[A-ZÁÉÍÓÚÑÜ][\w’'-]+"
LINK = r"(?:(?:de|del|la|los|y|of|the|&)[ \u00a0])*"
NAME = re.compile(rf"\b{CAPITAL}(?:[ \u00a0]{LINK}{CAPITAL})+")
LONGEST_NAME = 5  # words; more is a headline in capitals


@dataclass(frozen=True)
class Facts:
    """What one text states; every value is in a spelling that has no language."""

    numbers: frozenset[str] = frozenset()
    dates: frozenset[tuple[int, int]] = frozenset()
    times: frozenset[int] = frozenset()
    phones: frozenset[str] = frozenset()
    names: frozenset[str] = field(default=frozenset())


def facts_in(text: str) -> Facts:
    """Dates are (month, day), times minutes past noon or midnight, phones their last ten digits."""
    names = frozenset(_names(text))
    text = ADDRESS.sub(" ", text)
    phones = frozenset(_digits(found)[-10:] for found in PHONE.findall(text))
    text = PHONE.sub(" ", text)
    dates = frozenset(_date(found) for found in DATE.finditer(text))
    text = DATE.sub(" ", text)
    times = frozenset(_time(found) for found in TIME.finditer(text))
    text = TIME.sub(" ", text)
    return Facts(frozenset(map(_digits, NUMBER.findall(text))), dates, times, phones, names)


def bare(name: str) -> str:
    """Without the small words inside: "ACLU of Massachusetts" is "ACLU de Massachusetts"."""
    return " ".join(word for word in name.split() if word[0].isupper())


def says_in_words(text: str, number: str, language: str) -> bool:
    """The text has this number as a word: "three hundred" is no "3", but "three" is."""
    word = WORDS_OF[language].get(number)
    stem = {"un": r"un[oa]?", "cien": r"cien(?:to)?"}.get(word or "", word)
    return bool(stem) and bool(re.search(rf"\b{stem}\b", text, re.IGNORECASE))


def _digits(found: str) -> str:
    return re.sub(r"\D", "", found)


def _date(found: re.Match[str]) -> tuple[int, int]:
    month = found["month"] or found["month_last"] or found["month_first"]
    day = "1" if found["first"] else found["day"] or found["day_first"]
    return MONTHS[month.lower()], int(day)


def _time(found: re.Match[str]) -> int:
    hour, minute = found["hour"] or found["hour24"], found["minute"] or found["minute24"] or "0"
    return int(hour) % 12 * 60 + int(minute)


def _names(text: str) -> list[str]:
    """Without a sentence's first small word, which is a capital by its place only."""
    found = []
    for name in NAME.findall(text):
        words = name.split()
        if any(words[0].lower() in small for small in SMALL_WORDS.values()):
            words = words[1:]
        if 2 <= len(words) <= LONGEST_NAME:
            found.append(" ".join(words))
    return found
