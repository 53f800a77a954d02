"""The page of what was broken on purpose, docs/proof.md: read, and written anew by bin/prove alone.

A run of some tests puts its rows in the place of their old ones and leaves the others: each row has
the day and the commit at which it was seen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TypeVar

HEAD = """# What was broken on purpose, and what came of it

`bin/prove faults` breaks a running Hub (its own web server, workers, PostgreSQL, Valkey, disks and
a mail server) and writes this page from what the tests saw; named tests replace their own rows.
With `--quick` the short ones run and nothing is written. Where a row did not hold it says NO, and
the command ends with 1.

- *lost*: somebody was thanked, or something was kept, and it is not there.
- *doubled*: one person counts twice, or gets the same mail to many twice.
- *unknown*: letters of which nobody can know whether the mail server took them. To many they wait
  for a person; to one person they go again under the same Message-ID.
- A dash: nothing of that kind could happen there.

## Accidents

| accident | what was seen | lost | doubled | unknown | held | seconds | seen | test |
|---|---|--:|--:|--:|---|--:|---|---|
"""
THREATS = """
## Threats

Each threat, and the tests that hold it off; they are run one by one.

| threat | tests | failed | held | seen |
|---|---|--:|---|---|
"""
NO_FIGURE = "–"


@dataclass(frozen=True)
class Accident:
    """A row of the first table; `test` is `path::name`, with its parameter."""

    name: str
    told: str
    lost: str
    doubled: str
    unknown: str
    held: str
    seconds: str
    seen: str
    test: str


@dataclass(frozen=True)
class Threat:
    name: str
    tests: str
    failed: str
    held: str
    seen: str


Row = TypeVar("Row", Accident, Threat)


@dataclass(frozen=True)
class Proof:
    accidents: tuple[Accident, ...] = ()
    threats: tuple[Threat, ...] = ()

    def with_accidents(self, new: Iterable[Accident]) -> "Proof":
        """These stand for all that their tests said before."""
        fresh = list(new)
        again = {row.test for row in fresh}
        kept = [row for row in self.accidents if row.test not in again]
        return Proof(tuple(sorted([*kept, *fresh], key=_place)), self.threats)

    def with_threats(self, new: Iterable[Threat]) -> "Proof":
        return Proof(self.accidents, tuple(new))

    def text(self) -> str:
        threats = THREATS + _lines(self.threats) if self.threats else ""
        return HEAD + _lines(self.accidents) + threats


def read_proof(path: Path) -> Proof:
    """What stands there; nothing, where there is no page yet."""
    if not path.exists():
        return Proof()
    text = path.read_text(encoding="utf-8")
    return Proof(tuple(_rows(text, Accident)), tuple(_rows(text, Threat)))


def _place(row: Accident) -> str:
    """Rows of one file stand together, in the order in which they were seen."""
    return row.test.partition("::")[0]


def _lines(rows: Iterable[Accident | Threat]) -> str:
    return "".join(f"| {' | '.join(map(_cell, astuple(row)))} |\n" for row in rows)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").split())


def _rows(text: str, kind: type[Row]) -> Iterator[Row]:
    """The lines with as many cells as this kind has fields, below the rule of a table."""
    number = len(kind.__dataclass_fields__)
    is_inside = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            is_inside = False
        elif line.startswith("|--"):
            is_inside = len(cells) == number
        elif is_inside:
            yield kind(*cells)
