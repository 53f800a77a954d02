"""Rows with sealed columns, told by each app of its own: to be sealed anew, and to be tried after a
restore.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from vault.keystore import KeyMissing
from vault.sealing import CannotUnseal, house_keys, unseal

Keys = Callable[[Any], Mapping[str, bytes]]


def of_the_house(_row: Any) -> Mapping[str, bytes]:
    return house_keys()


@dataclass(frozen=True)
class SealedRows:
    """`columns` says to what each sealed column of a row is bound; `keys` opens a row. Raises
    KeyMissing where its keys are gone.
    """

    name: str
    rows: Callable[[], QuerySet]
    columns: Mapping[str, Callable[[Any], str]]
    keys: Keys = of_the_house
    key_id_column: str = ""  # where a row also says in plain which key sealed it

    @property
    def is_of_the_house(self) -> bool:
        return self.keys is of_the_house

    def sealed_in(self, row: Any) -> Iterator[tuple[str, bytes]]:
        """Columns of this row that hold something."""
        for column in self.columns:
            sealed = getattr(row, column)
            if sealed:
                yield column, bytes(sealed)

    def opens(self, row: Any) -> bool:
        """Whether every sealed value of the row opens."""
        try:
            keys = self.keys(row)
            for column, sealed in self.sealed_in(row):
                unseal(sealed, keys=keys, bound_to=self.columns[column](row))
        except (CannotUnseal, KeyMissing):
            return False
        return True


@dataclass(frozen=True)
class Tried:
    name: str
    rows: int
    unopened: int


ALL: dict[str, SealedRows] = {}


def register_sealed(*kinds: SealedRows) -> None:
    for each in kinds:
        ALL[each.name] = each


def try_seals(most: int | None = None) -> list[Tried]:
    """Open what is sealed, the newest rows first, so many of each kind; nothing leaves memory."""
    return [_try(each, most) for each in ALL.values()]


def _try(kind: SealedRows, most: int | None) -> Tried:
    rows = kind.rows().order_by("-pk").iterator(chunk_size=500)
    opened = [kind.opens(row) for row in islice(rows, most)]
    return Tried(kind.name, len(opened), opened.count(False))
