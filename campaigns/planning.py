"""What taking in a list would do, row by row, before anything is done."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from campaigns.columns import Defaults, Fault, RowRefused, read_row
from campaigns.in_person import Given, Known, gives_way, known_by
from campaigns.keys import PetitionKeys, index_of_address, index_of_name, open_keys
from campaigns.models import SLOTS, Signature
from campaigns.sheets import Sheet

SHOWN_ROWS = 20
SHOWN_PROBLEMS = 500


class Fate(StrEnum):
    NEW = "new"
    KNOWN = "known"
    TWICE = "twice"
    DOUBTFUL = "doubtful"
    INVALID = "invalid"


@dataclass(frozen=True)
class Row:
    number: int
    cells: list[str]
    fate: Fate
    given: Given | None = None
    fault: Fault | None = None


@dataclass
class Plan:
    """Numbers by fate, the first rows, and those that a person should look at: of the doubtful ones
    the first as a whole, and the number of each.
    """

    numbers: Counter[Fate] = field(default_factory=Counter)
    first: list[Row] = field(default_factory=list)
    doubtful: list[Row] = field(default_factory=list)
    all_doubtful: list[int] = field(default_factory=list)
    invalid: list[Row] = field(default_factory=list)

    def add(self, row: Row) -> None:
        self.numbers[row.fate] += 1
        if len(self.first) < SHOWN_ROWS:
            self.first.append(row)
        if row.fate == Fate.DOUBTFUL:
            self.all_doubtful.append(row.number)
        shelf = {Fate.DOUBTFUL: self.doubtful, Fate.INVALID: self.invalid}.get(row.fate)
        if shelf is not None and len(shelf) < SHOWN_PROBLEMS:
            shelf.append(row)


class Judge:
    """Tells the fate of each row of a sheet, in order: it remembers the rows before."""

    def __init__(self, sheet: Sheet, keys: PetitionKeys):
        self.keys, self.petition = keys, sheet.collection.petition
        taken = Signature.objects.filter(petition=self.petition, is_in_person=True)
        pairs = taken.filter(erased_at=None).values_list("name_index", "region")
        self.neighbors = {(bytes(name), region) for name, region in pairs}
        self.people: set[tuple[bytes, bytes]] = set()
        self.newcomers: Counter[bytes] = Counter()  # by address: who has a place by this sheet

    def fate(self, given: Given, known: Known) -> Fate:
        name = index_of_name(self.keys, given.name)
        if given.email:
            address = index_of_address(self.keys, given.email)
            before = known.same(address, name)
            if before is not None and not gives_way(before):
                return Fate.KNOWN
            if (address, name) in self.people:
                return Fate.TWICE
            if before is not None or self._takes_a_place(address, known):
                self.people.add((address, name))
                self.neighbors.add((name, given.region))
                return Fate.NEW
        neighbor = (name, given.region)
        if neighbor in self.neighbors:
            return Fate.DOUBTFUL
        self.neighbors.add(neighbor)
        return Fate.NEW

    def _takes_a_place(self, address: bytes, known: Known) -> bool:
        """False for a third name at one address: it is kept without the address, and so its name
        and region alone tell whether it is there already.
        """
        taken = len(known.rows.get(address, [])) + self.newcomers[address]
        if taken >= len(SLOTS):
            return False
        self.newcomers[address] += 1
        return True


def plan(sheet: Sheet) -> Plan:
    """Raises vault.keystore.KeyMissing and vault.sealing.CannotUnseal."""
    keys = open_keys(sheet.collection.petition.public_id)
    judge, made = Judge(sheet, keys), Plan()
    for part in sheet.parts.select_related("sheet").order_by("number").iterator(chunk_size=1):
        read = list(read_rows(sheet, part.rows(keys)))
        known = known_of(sheet, [given for *_row, given, _fault in read if given], keys)
        for number, cells, given, fault in read:
            fate = judge.fate(given, known) if given else Fate.INVALID
            made.add(Row(number, cells, fate, given, fault))
    return made


def read_rows(
    sheet: Sheet, rows: list
) -> Iterator[tuple[int, list[str], Given | None, Fault | None]]:
    """Each row with what it says, or with why it cannot be taken in."""
    defaults = Defaults(sheet.language, sheet.page, sheet.collected_on)
    for number, cells in rows:
        try:
            yield number, cells, read_row(cells, sheet.columns, defaults), None
        except RowRefused as refused:
            yield number, cells, None, refused.fault


def known_of(sheet: Sheet, given: list[Given], keys: PetitionKeys) -> Known:
    indexes = {index_of_address(keys, each.email) for each in given if each.email}
    return known_by(sheet.collection.petition, list(indexes))
