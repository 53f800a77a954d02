"""Rows as statements that bring them back, whatever keys, triggers and versions say."""

from collections.abc import Iterable

from django.db import connection

TABLES = """
    select c.relname, array_agg(quote_ident(a.attname) order by a.attnum),
        (select array_agg(quote_ident(k.attname)) from pg_index i
         join pg_attribute k on k.attrelid = i.indrelid and k.attnum = any(i.indkey)
         where i.indrelid = c.oid and i.indisprimary)
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid
    where a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    group by c.oid, c.relname order by c.relname
"""
QUOTE = "$rows$"


def asked(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def rows_of(table: str, where: str = "true") -> list[str]:
    """Each as JSON."""
    return [row for (row,) in asked(f'select row_to_json(t)::text from "{table}" t where {where}')]


def everything() -> dict[str, list[str]]:
    """All rows by table, sorted."""
    return {table: sorted(rows_of(table)) for table, _columns, _keys in asked(TABLES)}


def put_back(table: str, columns: list[str], keys: list[str], rows: list[str]) -> str:
    """The statement that makes these rows of `rows_of` what they were."""
    names, unique = ", ".join(columns), ", ".join(keys)
    news = ", ".join(f"{column} = excluded.{column}" for column in columns)
    text = "[" + ",".join(rows) + "]"
    assert QUOTE not in text
    return (
        f'insert into "{table}" ({names}) select {names} from'
        f' json_populate_recordset(null::"{table}", {QUOTE}{text}{QUOTE})'
        f" on conflict ({unique}) do update set {news};"
    )


def undisturbed(statements: Iterable[str]) -> str:
    """All of them with no trigger and no foreign key in their way, for one transaction."""
    role = "set local session_replication_role"
    return "\n".join([f"{role} = replica;", *statements, f"{role} = origin;"])
