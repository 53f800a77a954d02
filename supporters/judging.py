"""What becomes of each row of a list: asked for the dry run, and again when the row is taken in.

Nobody is brought back: who left, was erased, was asked and did not answer, or must not be written
to is refused, whatever the list says of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from outbox.suppressing import suppressed_among
from supporters.brought_lists import BroughtList
from supporters.columns import Given, Standing, read_row
from supporters.departures import Departure
from supporters.indexing import index_of
from supporters.models import Newcomer, Supporter


class Fate(StrEnum):
    NEW = "new"
    ASKED = "asked"
    BOTH = "both"
    NOTED = "noted"
    HERE = "here"
    WAITS = "waits"
    LEFT = "left"
    SILENT = "silent"
    GONE = "gone"
    BOUNCED = "bounced"
    UNCONFIRMED = "unconfirmed"
    TWICE = "twice"
    MALFORMED = "malformed"


TAKEN = frozenset([Fate.NEW, Fate.ASKED, Fate.BOTH, Fate.NOTED])
BY_STANDING = {
    Standing.GONE: Fate.GONE,
    Standing.BOUNCED: Fate.BOUNCED,
    Standing.UNCONFIRMED: Fate.UNCONFIRMED,
}


@dataclass(frozen=True)
class Row:
    number: int
    cells: list[str]
    fate: Fate
    given: Given | None = None
    index: bytes = b""


@dataclass
class Read:
    """Rows as they read, and the addresses among them by their index."""

    rows: list[tuple[int, list[str], Given | None, bytes]] = field(default_factory=list)
    addresses: dict[bytes, str] = field(default_factory=dict)


@dataclass
class Known:
    """Which addresses of some rows are known, and how; `ours` came with this very list."""

    here: set[bytes] = field(default_factory=set)
    waiting: set[bytes] = field(default_factory=set)
    left: set[bytes] = field(default_factory=set)
    silent: set[bytes] = field(default_factory=set)
    ours: set[bytes] = field(default_factory=set)
    alone: set[bytes] = field(default_factory=set)  # whom only a list brought


def known_among(addresses: dict[bytes, str], brought: BroughtList) -> Known:
    """Four statements. Departures are asked after supporters: who is erased between the two is
    found as one who left.
    """
    known, among = Known(), list(addresses)
    rows = Supporter.objects.filter(address_index__in=among)
    for index, confirmed_on, left_on, list_id in rows.values_list(
        "address_index", "confirmed_on", "left_on", "brought"
    ):
        shelf = known.left if left_on else known.here if confirmed_on else known.waiting
        _put(known, shelf, bytes(index), list_id, brought)
    newcomers = Newcomer.objects.filter(address_index__in=among)
    for index, list_id in newcomers.values_list("address_index", "brought"):
        _put(known, known.waiting, bytes(index), list_id, brought)
    gone = Departure.objects.filter(address_index__in=among)
    known.left |= {bytes(index) for index in gone.values_list("address_index", flat=True)}
    silent = suppressed_among(addresses.values())
    known.silent = {index for index, address in addresses.items() if address in silent}
    return known


def _put(
    known: Known, shelf: set[bytes], index: bytes, list_id: int | None, brought: BroughtList
) -> None:
    shelf.add(index)
    if list_id is not None:
        known.alone.add(index)
    if list_id == brought.pk:
        known.ours.add(index)


class Judge:
    """Tells the fate of each row of a list, in order: it remembers the rows before."""

    def __init__(self, brought: BroughtList):
        self.brought = brought
        self.seen: set[bytes] = set()

    def read(self, rows: Iterable[list]) -> Read:
        read = Read()
        for number, cells in rows:
            given = read_row(cells, self.brought.columns)
            index = index_of(given.address) if given else b""
            read.rows.append((number, cells, given, index))
            if given:
                read.addresses[index] = given.address
        return read

    def judged(self, read: Read) -> list[Row]:
        known, told = known_among(read.addresses, self.brought), []
        for number, cells, given, index in read.rows:
            if given is None:
                told.append(Row(number, cells, Fate.MALFORMED))
                continue
            told.append(Row(number, cells, self._fate(given, index, known), given, index))
            self.seen.add(index)
        return told

    def _fate(self, given: Given, index: bytes, known: Known) -> Fate:
        if not self.brought.has_people:
            return self._fate_of_address(index, known)
        is_gone = given.standing == Standing.GONE
        if (index in self.seen or index in known.ours) and not is_gone:
            return Fate.TWICE
        if index in known.left:
            return Fate.LEFT
        if index in known.silent:
            return Fate.SILENT
        if is_gone and index in known.alone:
            return Fate.GONE
        if index in known.here:
            return Fate.HERE
        if index in known.waiting:
            return Fate.WAITS
        return BY_STANDING.get(given.standing) or self._fate_of_new(given)

    def _fate_of_new(self, given: Given) -> Fate:
        """Mail at once needs a language, a day, and somebody who answers for it."""
        if not (given.language or self.brought.language):
            return Fate.BOTH
        is_documented = self.brought.basis == BroughtList.Basis.DOCUMENTED
        has_day = given.given_on or self.brought.given_on
        return Fate.NEW if is_documented and has_day else Fate.ASKED

    def _fate_of_address(self, index: bytes, known: Known) -> Fate:
        if index in self.seen:
            return Fate.TWICE
        if self.brought.holds == BroughtList.Holds.LEFT:
            if index in known.left:
                return Fate.LEFT
            is_by_themselves = index in known.here and index not in known.alone
            return Fate.HERE if is_by_themselves else Fate.NOTED
        return Fate.SILENT if index in known.silent else Fate.NOTED
