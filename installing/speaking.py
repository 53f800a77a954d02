"""Speaking: the installer's sentences in the language of whoever types.

The catalogues are those of the rest of Hub. They are read as text here, because what compiles them
is installed later.
"""

import json
import os
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "es")
SPOKEN = {"language": "en"}


def language_of_terminal() -> str:
    said = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "es" if next(filter(None, said), "").startswith("es") else "en"


def speak(language: str) -> None:
    """All that is said from now on is said in this language."""
    SPOKEN["language"] = language


def gettext(sentence: str) -> str:
    if SPOKEN["language"] == "en":
        return sentence
    return catalogue(SPOKEN["language"]).get(sentence, sentence)


@lru_cache(maxsize=2)
def catalogue(language: str) -> dict[str, str]:
    """Sentences without a context and without plural forms: the installer has no others."""
    path = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    entries = (fields_of(block) for block in path.read_text(encoding="utf-8").split("\n\n"))
    return {
        each["msgid"]: each["msgstr"]
        for each in entries
        if "msgctxt" not in each and each.get("msgid") and each.get("msgstr")
    }


def fields_of(block: str) -> dict[str, str]:
    """`msgid`, `msgstr` and the like of one entry; quotes and escapes are those of JSON."""
    fields: dict[str, str] = {}
    keyword = ""
    for line in block.splitlines():
        if line.startswith("#"):
            continue
        if not line.startswith('"'):
            keyword, _space, line = line.partition(" ")
        fields[keyword] = fields.get(keyword, "") + json.loads(line or '""', strict=False)
    return fields
