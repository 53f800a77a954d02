"""Pages set by typst: text comes in as data and is never read as markup.

The wheel brings its fonts (Latin, Greek, Cyrillic and more); a folder of further ones can be named
(`PDF_FONTS`). Fonts of the system are left out: the same bundle looks alike on every machine.
"""

import json
import subprocess
import sys
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from campaigns.bundling.disclosing import Entry
from campaigns.bundling.wording import both, place_name

HERE = Path(__file__).parent
TYPESETTING = "campaigns.bundling.typesetting"
PROBE = b'#set text(font: "Libertinus Serif")\n#sys.inputs.facts'
UNSET = _(
    "The names marked * hold letters that the fonts of this file lack. They are whole in the CSV"
    " and XLSX files of the same number."
)


class NotPrinted(Exception):
    """typst could not set this file; what it said may hold names and is not kept."""


def print_document(path: Path, *, title: str, language: str, blocks: list[dict[str, Any]]) -> Path:
    facts = {"title": title, "lang": language, "blocks": blocks}
    _compile(HERE / "document.typ", path, facts)
    return path


def print_names(path: Path, title: str, entries: list[Entry], first_row: int) -> Path:
    """Names under headings by state and county; the numbers are those of the tables."""
    missing = missing_letters("".join({sign for entry in entries for sign in entry.name}))
    numbered = list(enumerate(entries, first_row))
    groups = [
        {"title": heading, "rows": [_line(number, entry, missing) for number, entry in members]}
        for heading, members in groupby(numbered, key=lambda pair: _heading(pair[1]))
    ]
    note = both(UNSET) if missing else ""
    _compile(HERE / "names.typ", path, {"title": title, "note": note, "groups": groups})
    return path


def _heading(entry: Entry) -> str:
    if not entry.county:
        return place_name(entry.state)
    return f"{place_name(entry.state)} · {entry.county}"


def _line(number: int, entry: Entry, missing: frozenset[str]) -> str:
    mark = "*" if missing & set(entry.name) else ""
    town = f", {entry.town}" if entry.town else ""
    return f"{number}. {entry.name}{mark}{town}"


def _compile(source: Path, path: Path, facts: dict[str, Any]) -> None:
    """Facts go through a pipe: arguments and the environment of a process can be seen by others."""
    folders = [settings.PDF_FONTS] if settings.PDF_FONTS else []
    command = [sys.executable, "-m", TYPESETTING, str(source), str(path), *folders]
    try:
        subprocess.run(
            command,
            input=json.dumps(facts).encode(),
            cwd=settings.BASE_DIR,
            env={"LC_ALL": "C.UTF-8"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        raise NotPrinted(path.name) from error


@cache
def fonts() -> typst.Fonts:
    """Read once in a process."""
    folders = [settings.PDF_FONTS] if settings.PDF_FONTS else []
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def missing_letters(letters: str) -> frozenset[str]:
    """Those that no font at hand can show: asked of typst itself, by halves."""
    if not letters or _can_show("".join(sorted(letters))):
        return frozenset()
    if len(letters) == 1:
        return frozenset(letters)
    half = len(letters) // 2
    return missing_letters(letters[:half]) | missing_letters(letters[half:])


@lru_cache(maxsize=4096)
def _can_show(letters: str) -> bool:
    """PDF/A forbids a letter without a shape, so typst says so instead of printing a box."""
    try:
        typst.compile(
            PROBE,
            sys_inputs={"facts": letters},
            font_paths=fonts(),
            ignore_system_fonts=True,
            pdf_standards="a-2u",
        )
    except typst.TypstError:
        return False
    return True
