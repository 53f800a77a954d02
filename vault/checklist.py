"""The checklist before and while Hub is in the open: what is unsafe, in plain words.

Apps register in `AppConfig.ready` a function that tells items in the active language. The command
`checklist` prints them and ends with 1 where one is unsafe.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Grade(TextChoices):
    SAFE = "safe", pgettext_lazy("checklist", "right")
    UNSAFE = "unsafe", pgettext_lazy("checklist", "unsafe")
    NOTE = "note", pgettext_lazy("checklist", "note")  # better otherwise, or not to be known here


@dataclass(frozen=True)
class Item:
    """What was looked at; `why` says what to do, and is empty where it is right. Never a value."""

    what: str
    grade: Grade
    why: str = ""


Source = Callable[[], Iterable[Item]]
SOURCES: list[Source] = []


def register_checklist(source: Source) -> None:
    if source not in SOURCES:
        SOURCES.append(source)


def all_items() -> list[Item]:
    return [item for source in SOURCES for item in source()]


def judged(what: str, why: str | None, *, otherwise: Grade = Grade.UNSAFE) -> Item:
    """Right where there is nothing to say against it."""
    return Item(what, otherwise if why else Grade.SAFE, why or "")
