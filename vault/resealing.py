"""Sealing anew: values go from an older key to the first one, so that the older one can be taken
away. A batch is one transaction: whoever is killed has left each row with the old or the new value.
"""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import BinaryField, Q, QuerySet
from django.db.models.functions import Substr
from psycopg import sql

from vault.sealed_rows import ALL, SealedRows
from vault.sealing import CannotUnseal, heading, house_keys, seal, unseal

log = logging.getLogger(__name__)
BATCH = 500
Keys = Mapping[str, bytes]


@dataclass
class Resealed:
    """How many rows were sealed anew, and how many no key opens; those stay as they are."""

    name: str
    rows: int = 0
    unopened: int = 0
    seconds: float = 0.0

    @property
    def a_second(self) -> float:
        return self.rows / self.seconds if self.seconds else 0.0


def reseal_house() -> list[Resealed]:
    """Everything that the house's keys seal, under the first of them."""
    return [reseal(each, house_keys()) for each in ALL.values() if each.is_of_the_house]


def reseal(
    kind: SealedRows, keys: Keys, rows: QuerySet | None = None, *, most: int | None = None
) -> Resealed:
    """Seal anew under the first of `keys` what another of them sealed: all, or at most so many.

    A row that somebody is at is waited for. Rows made meanwhile are under the first key already.
    """
    done, last, begun = Resealed(kind.name), 0, time.monotonic()
    older = sealed_by_others(kind, keys, rows).order_by("pk")
    while most is None or done.rows + done.unopened < most:
        left = BATCH if most is None else min(BATCH, most - done.rows - done.unopened)
        ids = list(older.filter(pk__gt=last).values_list("pk", flat=True)[:left])
        if not ids:
            break
        last = ids[-1]
        _reseal_batch(kind, keys, ids, done)
    done.seconds = time.monotonic() - begun
    if done.unopened:
        log.error("%s rows of %s open under no key", done.unopened, kind.name)
    return done


def sealed_by_others(kind: SealedRows, keys: Keys, rows: QuerySet | None = None) -> QuerySet:
    """Rows of which a value was not sealed by the first of these keys."""
    begins = heading(next(iter(keys)))
    heads, is_older = {}, Q()
    for column in kind.columns:
        head = f"head_{column}"
        heads[head] = Substr(column, 1, len(begins), output_field=BinaryField())
        is_held = Q(**{f"{column}__isnull": False}) & ~Q(**{column: b""})
        is_older |= is_held & ~Q(**{head: begins})
    return (kind.rows() if rows is None else rows).annotate(**heads).filter(is_older)


@transaction.atomic
def _reseal_batch(kind: SealedRows, keys: Keys, ids: list[int], done: Resealed) -> None:
    locked = kind.rows().filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk")
    renewed = []
    for row in locked:
        try:
            renewed.append([row.pk, *_renewed(kind, keys, row)])
        except CannotUnseal:
            done.unopened += 1
    if renewed:
        _write(kind, renewed, next(iter(keys)))
    done.rows += len(renewed)


def _renewed(kind: SealedRows, keys: Keys, row: Any) -> list[bytes | None]:
    """The row's values as they are to be, in the order of the columns. Raises CannotUnseal."""
    values: dict[str, bytes | None] = {column: getattr(row, column) for column in kind.columns}
    for column, sealed in kind.sealed_in(row):
        bound = kind.columns[column](row)
        values[column] = seal(unseal(sealed, keys=keys, bound_to=bound), keys=keys, bound_to=bound)
    return list(values.values())


def _write(kind: SealedRows, renewed: list[list[Any]], key_id: str) -> None:
    """One statement for the batch."""
    meta = kind.rows().model._meta
    names = [sql.Identifier(meta.get_field(column).column) for column in kind.columns]
    changes = [sql.SQL("{0} = v.{0}").format(name) for name in names]
    values: list[Any] = [list(column) for column in zip(*renewed, strict=True)]
    if kind.key_id_column:
        column = sql.Identifier(meta.get_field(kind.key_id_column).column)
        changes.insert(0, sql.SQL("{} = %s").format(column))
        values.insert(0, key_id)
    query = sql.SQL(
        "UPDATE {table} AS t SET {changes} FROM unnest(%s::bigint[], {arrays}) AS v({names}) "
        "WHERE t.{pk} = v.pk"
    ).format(
        table=sql.Identifier(meta.db_table),
        changes=sql.SQL(", ").join(changes),
        arrays=sql.SQL(", ").join([sql.SQL("%s::bytea[]")] * len(names)),
        names=sql.SQL(", ").join([sql.Identifier("pk"), *names]),
        pk=sql.Identifier(meta.pk.column),
    )
    with connection.cursor() as cursor:
        cursor.execute(query, values)
