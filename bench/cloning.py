"""Cloning: one real pair of stories becomes thousands, every row of it, by a statement a table.

Each clone gets keys of its own and points to its own rows, so that what is measured has the shape
of what people write, and building 10,000 takes minutes instead of hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper

BASE_36 = """
CREATE OR REPLACE FUNCTION pg_temp.base36(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
SELECT string_agg(substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    (n / (36 ^ place)::bigint % 36)::int + 1, 1), '' ORDER BY place DESC)
FROM generate_series(0, 3) AS place
$$
"""
PAGES = "SELECT id FROM wagtailcore_page WHERE translation_key = %(key)s"
SOURCES = "SELECT id FROM wagtail_localize_translationsource WHERE object_id = %(key)s"
CONTEXTS = "SELECT id FROM wagtail_localize_translationcontext WHERE object_id = %(key)s"
STRINGS = f"SELECT string_id FROM wagtail_localize_stringsegment WHERE source_id IN ({SOURCES})"
PAGE_TYPE = """(
    SELECT id FROM django_content_type WHERE app_label = 'wagtailcore' AND model = 'page'
)"""
NUMBERED = "|| ' ' || map.nth"


@dataclass(frozen=True)
class Table:
    """Which rows of a table belong to the pair, what they point to, what each clone says anew."""

    name: str
    where: str
    links: Mapping[str, str] = field(default_factory=dict)  # column: the map of what it points to
    changes: Mapping[str, str] = field(default_factory=dict)  # column: SQL over `old` and `map`
    key: str = "id"
    is_own_key: bool = True  # else its key is a link, like a child table's


LOCALIZE = "wagtail_localize"
KEYED = {"translation_key": "key"}
TABLES = (
    Table(
        "wagtailcore_page",
        "translation_key = %(key)s",
        {
            **KEYED,
            "live_revision_id": "wagtailcore_revision",
            "latest_revision_id": "wagtailcore_revision",
        },
        {
            "path": "left(old.path, -4) || pg_temp.base36(map.nth + 1000)",
            "title": f"old.title {NUMBERED}",
            "draft_title": f"old.draft_title {NUMBERED}",
            "slug": "old.slug || '-' || map.nth",
            "url_path": "rtrim(old.url_path, '/') || '-' || map.nth || '/'",
            "first_published_at": "now() - map.nth * interval '7 minutes' - interval '1 hour'",
        },
    ),
    Table(
        "news_postpage",
        f"page_ptr_id IN ({PAGES})",
        {"page_ptr_id": "wagtailcore_page"},
        key="page_ptr_id",
        is_own_key=False,
    ),
    Table(
        "wagtailcore_revision",
        f"base_content_type_id = {PAGE_TYPE}"
        f" AND object_id IN (SELECT id::text FROM ({PAGES}) AS page)",
        {"object_id": "wagtailcore_page"},
    ),
    Table("cms_pair", "translation_key = %(key)s", KEYED),
    Table("cms_version", "translation_key = %(key)s", KEYED),
    Table(
        f"{LOCALIZE}_translatableobject",
        "translation_key = %(key)s",
        KEYED,
        key="translation_key",
        is_own_key=False,
    ),
    Table(f"{LOCALIZE}_translationsource", "object_id = %(key)s", {"object_id": "key"}),
    Table(
        f"{LOCALIZE}_translation",
        f"source_id IN ({SOURCES})",
        {"source_id": f"{LOCALIZE}_translationsource"},
        {"uuid": "gen_random_uuid()"},
    ),
    Table(f"{LOCALIZE}_translationcontext", "object_id = %(key)s", {"object_id": "key"}),
    Table(
        f"{LOCALIZE}_string",
        f"id IN ({STRINGS})",
        {},
        {"data": f"old.data {NUMBERED}", "data_hash": "gen_random_uuid()"},
    ),
    Table(
        f"{LOCALIZE}_stringsegment",
        f"source_id IN ({SOURCES})",
        {
            "source_id": f"{LOCALIZE}_translationsource",
            "string_id": f"{LOCALIZE}_string",
            "context_id": f"{LOCALIZE}_translationcontext",
        },
    ),
    Table(
        f"{LOCALIZE}_stringtranslation",
        f"context_id IN ({CONTEXTS})",
        {"translation_of_id": f"{LOCALIZE}_string", "context_id": f"{LOCALIZE}_translationcontext"},
        {"data": f"old.data {NUMBERED}"},
    ),
)


def clone_pair(key: UUID, first: int, last: int) -> None:
    """Clones of the pair, numbered from `first` to `last`; leaves its maps as temporary tables.

    Runs inside the caller's transaction: foreign keys are checked at its end.
    """
    values: dict[str, Any] = {"key": key, "first": first, "last": last}
    with connection.cursor() as cursor:
        cursor.execute(BASE_36)
        cursor.execute("DROP TABLE IF EXISTS map_key")
        cursor.execute(
            "CREATE TEMP TABLE map_key AS"
            " SELECT %(key)s::uuid AS old, nth, gen_random_uuid() AS new"
            " FROM generate_series(%(first)s::int, %(last)s::int) AS nth",
            values,
        )
        for table in TABLES:
            if table.is_own_key:
                _map(cursor, table, values)
        for table in TABLES:
            _insert(cursor, table)


def _map(cursor: CursorWrapper, table: Table, values: dict[str, Any]) -> None:
    cursor.execute(f"DROP TABLE IF EXISTS map_{table.name}")
    cursor.execute(
        f"CREATE TEMP TABLE map_{table.name} AS"
        f" SELECT old.id AS old, nth,"
        f" nextval(pg_get_serial_sequence('{table.name}', 'id'))::int AS new"
        f" FROM {table.name} AS old, generate_series(%(first)s::int, %(last)s::int) AS nth"
        f" WHERE {table.where}",
        values,
    )
    cursor.execute(f"CREATE INDEX ON map_{table.name} (nth, old)")
    cursor.execute(f"ANALYZE map_{table.name}")


def _insert(cursor: CursorWrapper, table: Table) -> None:
    own = table.name if table.is_own_key else table.links[table.key]
    names = _columns(cursor, table.name)
    links = [name for name in names if name in table.links and name != table.key]
    joins = [
        f"LEFT JOIN map_{table.links[name]} AS to_{name}"
        f" ON to_{name}.nth = map.nth AND to_{name}.old::text = old.{name}::text"
        for name in links
    ]
    shown = {name: f'old."{name}"' for name in names} | dict(table.changes)
    shown |= {name: f"to_{name}.new" for name in links} | {table.key: "map.new"}
    columns = ", ".join(f'"{name}"' for name in names)
    cursor.execute(
        f"INSERT INTO {table.name} ({columns}) SELECT {', '.join(shown[name] for name in names)}"
        f" FROM {table.name} AS old JOIN map_{own} AS map ON map.old = old.{table.key}"
        f" {' '.join(joins)}"
    )


def _columns(cursor: CursorWrapper, table: str) -> list[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]
