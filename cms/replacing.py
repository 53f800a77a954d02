"""Replacing a name in whatever text holds it: plain, rich text, JSON, JSON inside JSON."""

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cms.languages import LANGUAGES

# Between two words of a name: spaces of any kind, an escaped one, tags (a half of it may be bold).
GAP = r"(?:\s|&nbsp;|&#160;|&#xa0;|<[^<>]*>)+"
TAG = re.compile(r"<[^<>]*>")
# Parts of a stored page that are no text: an address never changes by itself.
KEPT_KEYS = {"slug", "url_path", "path", "file", "translation_key"}
ESCAPINGS = 3  # how deep JSON stands in JSON: a story, in a revision, in a translation's source


@dataclass(frozen=True)
class Removal:
    """Which name, in each way it is written, and what stands there instead in each language."""

    names: tuple[str, ...]
    instead: Mapping[str, str]

    @classmethod
    def of(cls, lines: str, instead: Mapping[str, str]) -> "Removal":
        """From a name and its variants, one per line."""
        names = dict.fromkeys(" ".join(line.split()) for line in lines.splitlines())
        return cls(tuple(name for name in names if name), instead)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Whole words only; capitals and accents count; composed or not, escaped for HTML or not.

        The longest way of writing it comes first, so that no half of a name is left.
        """
        spellings = {way for name in self.names for way in _ways(name)}
        parts = [GAP.join(re.escape(word) for word in way.split()) for way in spellings]
        return re.compile(
            r"(?<!\w)(?:" + "|".join(sorted(parts, key=len, reverse=True)) + r")(?!\w)"
        )

    @cached_property
    def probes(self) -> list[list[str]]:
        """For the database: a row may hold the name if it holds all words of one of these lists."""
        ways = {way for name in self.names for way in _ways(name)}
        return [
            sorted({_in_json(word, depth) for word in way.split()})
            for way in sorted(ways)
            for depth in range(ESCAPINGS + 1)
        ]

    def replace(self, text: str, language: str) -> tuple[str, int]:
        """The text without the name, and how often it was there. JSON stays JSON."""
        if (data := _as_json(text)) is not None:
            replaced, number = self.replace_in(data, language)
            return (json.dumps(replaced), number) if number else (text, 0)
        return self.pattern.subn(lambda found: self._instead(found[0], language), text)

    def replace_in(self, data: Any, language: str) -> tuple[Any, int]:
        """The same for JSON data; what stands under a language's code is in that language."""
        if isinstance(data, str):
            return self.replace(data, language)
        if isinstance(data, list):
            items = [self.replace_in(each, language) for each in data]
            return [item for item, _number in items], sum(number for _item, number in items)
        if isinstance(data, dict):
            pairs = {
                key: (value, 0)
                if key in KEPT_KEYS
                else self.replace_in(value, key if key in LANGUAGES else language)
                for key, value in data.items()
            }
            values = {key: value for key, (value, _number) in pairs.items()}
            return values, sum(number for _value, number in pairs.values())
        return data, 0

    def _instead(self, found: str, language: str) -> str:
        """Tags inside the name stay, or what they open would never close."""
        return self.instead[language] + "".join(TAG.findall(found))


def _ways(name: str) -> Iterable[str]:
    for form in ("NFC", "NFD"):
        way = unicodedata.normalize(form, name)
        yield way
        yield html.escape(way, quote=False)
        yield html.escape(way)
        yield html.escape(way).replace("&#x27;", "&#39;")


def _in_json(word: str, depth: int) -> str:
    for _step in range(depth):
        word = json.dumps(word)[1:-1]
    return word


def _as_json(text: str) -> Any:
    """The list or object that a text is, or None: a lone word or number is no JSON of ours."""
    if not text.lstrip().startswith(("[", "{")):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None
