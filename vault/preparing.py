"""Preparing: statements that a surge asks again and again are planned once for each connection.

Django's own cursors write the values into the text, so that the database plans each one anew. These
are seen by whoever counts or logs queries all the same.
"""

from dataclasses import dataclass
from typing import Any, Self

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper

ASKED_FOR = 1_000_000  # times that psycopg sees a statement before it prepares it unasked


@dataclass(frozen=True)
class _Said:
    """What a log of queries asks a cursor for; psycopg tells it too late where two leave together.
    The statement alone, without its values.
    """

    query: bytes


class _PreparedCursor(ServerBindingCursor):
    def execute(self, query: str, params: Any = None, **options: Any) -> Self:
        done = super().execute(query, params, **options | {"prepare": True})  # type: ignore[misc]
        if connection.queries_logged:
            self._query: Any = _Said(query.encode())
        return done


def prepared() -> CursorWrapper:
    """A cursor whose statements are sent apart from their values; a context manager."""
    connection.ensure_connection()
    connection.connection.prepare_threshold = ASKED_FOR
    cursor: Any = _PreparedCursor(connection.connection)  # type: ignore[call-arg]  # psycopg's
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    return wrap(cursor)
