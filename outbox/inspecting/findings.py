"""Findings: what was looked at, how it stands, and why in one sentence."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Mark(TextChoices):
    RIGHT = "right", pgettext_lazy("finding", "right")
    MISSING = "missing", pgettext_lazy("finding", "missing")
    WRONG = "wrong", pgettext_lazy("finding", "wrong")
    NOTE = "note", pgettext_lazy("finding", "note")  # nothing to do, or not to be known from here


@dataclass(frozen=True)
class Finding:
    what: str
    mark: Mark
    why: str


@dataclass(frozen=True)
class Record:
    """One to paste where the domain's records are kept."""

    name: str
    kind: str
    value: str

    def __str__(self) -> str:
        return f"{self.name} {self.kind} {self.value}"


def is_well(findings: list[Finding]) -> bool:
    return not any(each.mark in {Mark.MISSING, Mark.WRONG} for each in findings)
