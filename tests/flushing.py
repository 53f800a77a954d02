"""After a test that committed, each database is as its migrations left it.

Django would empty every table and found the newsroom again, which takes seconds of computing. Here
the rows that were there in the beginning are kept in memory and put back, with their own keys.
"""

from django.db import connection, transaction

from tests.rows import TABLES, asked, put_back, rows_of, undisturbed

_beginning: list[str] = []


def remember_the_beginning() -> None:
    """Once for each process, before its first test."""
    _beginning[:] = [
        *(f'delete from "{table}";' for table, _columns, _keys in asked(TABLES)),
        *(
            put_back(table, columns, keys, rows)
            for table, columns, keys in asked(TABLES)
            if (rows := rows_of(table))
        ),
    ]


def return_to_the_beginning() -> None:
    """Raises what the database says where a connection that is still at work holds a row."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(undisturbed(_beginning))
