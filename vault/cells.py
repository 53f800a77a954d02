"""Cells that no spreadsheet takes for a formula, and that stay what people are called."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TextIO

STARTERS = ("=", "+", "@", "|", "%")
BREAKS = ("\t", "\r", "\n")
# What may follow a dash in a name (-José, -Ma. Luisa): letters and these. Nothing can be reckoned
# or called without a digit, a bracket or another operator.
NAME_SIGNS = " .,'’ʻ-"


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula.

    It is read as a spreadsheet might read it: without leading blanks and invisible signs, and with
    full-width signs made plain (`＝` is `=`).
    """
    return f"'{text}" if _is_risky(text) else text


def _is_risky(text: str) -> bool:
    plain = _without_leading_blanks(unicodedata.normalize("NFKC", text))
    if text.startswith(BREAKS):
        return True
    if plain.startswith("-"):
        return not _is_name(plain[1:])
    return plain.startswith(STARTERS)


def _is_name(text: str) -> bool:
    return text[:1].isalpha() and all(
        sign.isalpha() or unicodedata.combining(sign) or sign in NAME_SIGNS for sign in text
    )


def _without_leading_blanks(text: str) -> str:
    for place, sign in enumerate(text):
        if not sign.isspace() and unicodedata.category(sign) not in {"Cf", "Cc"}:
            return text[place:]
    return ""


def write_csv(file: TextIO, rows: Iterable[Iterable[object]]) -> None:
    file.writelines(csv_lines(rows))


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """UTF-8 with its mark, so that a spreadsheet shows ñ; every cell quoted and safe. A line at a
    time, so that a long list need not be in memory.
    """
    yield "\ufeff"
    line = io.StringIO()
    writer = csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([safe_cell(str(cell)) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def plain_cell(text: str) -> str:
    """What a cell said before it was made safe."""
    bare = text.removeprefix("'")
    return bare if bare != text and _is_risky(bare) else text
