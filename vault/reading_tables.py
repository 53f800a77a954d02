"""A table out of a foreign file: any usual encoding and separator, within bounds."""

import codecs
import csv
import io
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 60
CELL_LENGTH = 300  # longer than any field may be: what is cut off is refused all the same
LOOKED_AT = 20  # rows by which the separator is told
SEPARATORS = (",", ";", "\t")
ZEROS_OF_UTF16 = 0.4  # of its bytes, in letters of our two languages
FOREIGN = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class Why(StrEnum):
    TOO_LARGE = "too large"
    TOO_MANY = "too many rows"
    NO_ROWS = "no rows"
    NOT_TEXT = "not text"
    BROKEN = "broken"


class TableRefused(ValueError):
    """The file cannot be read as a table; `why` says which way."""

    def __init__(self, why: Why):
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Table:
    """Headings, and rows by their line number in the file (the heading's is 1)."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]


def read_table(raw: bytes) -> Table:
    """Raises TableRefused."""
    if len(raw) > MOST_BYTES:
        raise TableRefused(Why.TOO_LARGE)
    text = decoded(raw)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text)))
    except csv.Error:
        raise TableRefused(Why.BROKEN) from None
    numbered = [
        (number, _cut(row)) for number, row in enumerate(rows, 1) if any(map(str.strip, row))
    ]
    if len(numbered) <= 1:
        raise TableRefused(Why.NO_ROWS)
    if len(numbered) > MOST_ROWS + 1:
        raise TableRefused(Why.TOO_MANY)
    if max(len(row) for _number, row in numbered) > MOST_COLUMNS:
        raise TableRefused(Why.BROKEN)
    return Table(numbered[0][1], numbered[1:])


def decoded(raw: bytes) -> str:
    """By its mark, else UTF-8, else UTF-16 by its zeros, else Windows' Latin-1. Raises
    TableRefused.
    """
    if raw.startswith(FOREIGN):
        raise TableRefused(Why.NOT_TEXT)
    for encoding in _likely(raw):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise TableRefused(Why.NOT_TEXT)


def _likely(raw: bytes) -> list[str]:
    for mark, encoding in BOMS.items():
        if raw.startswith(mark):
            return [encoding]
    start = raw[:200]
    if start.count(0) > len(start) * ZEROS_OF_UTF16:
        return ["utf-16-be" if raw[:1] == b"\0" else "utf-16-le"]
    return ["utf-8", "cp1252", "latin-1"]


def separator_of(text: str) -> str:
    """The one that cuts most of the first rows into the same number of columns, above one."""
    start = text[:20_000].splitlines()[:LOOKED_AT]
    best, most = ",", 0
    for separator in SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(start, delimiter=separator) if row)
        except csv.Error:
            continue
        width, rows = max(widths.items(), key=lambda each: (each[0] > 1, each[1]), default=(0, 0))
        if width > 1 and rows * width > most:
            best, most = separator, rows * width
    return best


def _cut(row: list[str]) -> list[str]:
    return [cell.strip()[:CELL_LENGTH] for cell in row]
