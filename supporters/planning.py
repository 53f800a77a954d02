"""What taking in a list would do, row by row, before anything is done."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from supporters.brought_lists import BroughtList
from supporters.judging import TAKEN, Fate, Judge, Row

PAGE_ROWS = 50


@dataclass
class Plan:
    """Numbers by fate, and one page of the rows that share a fate, or of all."""

    fate: str = ""
    page: int = 1
    numbers: Counter[Fate] = field(default_factory=Counter)
    rows: list[Row] = field(default_factory=list)

    @property
    def matching(self) -> int:
        return self.numbers[Fate(self.fate)] if self.fate else self.numbers.total()

    @property
    def pages(self) -> int:
        return max(1, -(-self.matching // PAGE_ROWS))

    def add(self, row: Row) -> None:
        self.numbers[row.fate] += 1
        first = (self.page - 1) * PAGE_ROWS
        if (not self.fate or row.fate == self.fate) and (
            first < self.matching <= first + PAGE_ROWS
        ):
            self.rows.append(row)


def plan(brought: BroughtList, *, fate: str = "", page: int = 1) -> Plan:
    """Raises vault.sealing.CannotUnseal."""
    made = Plan(fate, page)
    for row in all_rows(brought):
        made.add(row)
    return made


def refused_rows(brought: BroughtList) -> Iterator[Row]:
    """Those that are not taken in. Raises vault.sealing.CannotUnseal."""
    return (row for row in all_rows(brought) if row.fate not in TAKEN)


def all_rows(brought: BroughtList) -> Iterator[Row]:
    """A part at a time: the list is never whole in memory."""
    judge, last = Judge(brought), 0
    while part := brought.parts.filter(number__gt=last).order_by("number").first():
        last = part.number
        yield from judge.judged(judge.read(part.rows()))
