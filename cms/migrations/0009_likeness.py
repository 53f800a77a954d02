"""Likeness of words, for what readers mistype: PostgreSQL's own extension `pg_trgm`.

A database's owner may create it. Where it is not to be had, the search corrects no typing errors
and does everything else.
"""

import logging

from django.db import DatabaseError, migrations, transaction

log = logging.getLogger(__name__)
CREATE = """
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX IF NOT EXISTS search_word_likeness
        ON cms_searchword USING gin (bare gin_trgm_ops);
"""


def create(apps, schema_editor):
    connection = schema_editor.connection
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(CREATE)
    except DatabaseError:
        log.warning("pg_trgm cannot be created here: the search corrects no typing errors")


class Migration(migrations.Migration):
    dependencies = [("cms", "0008_stemmers")]
    operations = [
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
