"""What is known while one page is told: its language, where its files go, what it has used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from home.moving.export.placing_files import Files


@dataclass(frozen=True)
class Use:
    """A picture as one page shows it, with the words of that page."""

    image: Any
    alternative: str
    caption: str = ""
    credit: str = ""


@dataclass
class Telling:
    """`notes` are rich texts by the key that the story's text refers to them with."""

    language: str
    files: Files
    notes: Mapping[str, str] = field(default_factory=dict)
    used: list[Use] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def number_of(self, note: str) -> int:
        """Notes are numbered as they are met."""
        return self.numbers.setdefault(note, len(self.numbers) + 1)
