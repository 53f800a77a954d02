"""Preparing: statements that a surge asks again and again are planned once for each connection.

Django's own cursors write the values into the text, so that the database plans each one anew. These
are seen by whoever counts or logs queries all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor

ASKED_FOR = 1_000_000  # times that psycopg sees a statement before it prepares it unasked


@dataclass(frozen=True)
class _Said:
    """What a log of queries asks a cursor for: the statement alone, without its values."""

    query: bytes


class _PreparedCursor(ServerBindingCursor):
    def execute(self, query: str, params: Any = None, **options: Any) -> Self:
        done = super().execute(query, params, **options | {"prepare": True})  # type: ignore[misc]
        if connection.queries_logged:
            self._query: Any = _Said(query.encode())
        return done


def ask(statement: str, values: Sequence[Any]) -> list[tuple]:
    """The rows of one statement, which is sent apart from its values. Raises as Django's do."""
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    connection.connection.prepare_threshold = ASKED_FOR
    cursor: Any = _PreparedCursor(connection.connection)  # type: ignore[call-arg]  # psycopg's
    if connection.queries_logged or connection.execute_wrappers:
        is_logged = connection.queries_logged
        wrap = connection.make_debug_cursor if is_logged else connection.make_cursor
        cursor = wrap(cursor)
    with connection.wrap_database_errors:
        cursor.execute(statement, values)
        return cursor.fetchall()
