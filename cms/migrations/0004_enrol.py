"""Gives every row that was there before pairs existed its pair."""

from django.db import migrations

ORIGINALS = """
    INSERT INTO cms_pair (translation_key, original, gate)
    SELECT DISTINCT ON (subject.translation_key)
           subject.translation_key, locale.language_code, 'alone'
      FROM {table} subject
      JOIN wagtailcore_locale locale ON locale.id = subject.locale_id
      LEFT JOIN wagtail_localize_translationsource source
        ON source.object_id = subject.translation_key
       AND source.locale_id = subject.locale_id
     ORDER BY subject.translation_key, source.id NULLS LAST, subject.{key}
    ON CONFLICT (translation_key) DO NOTHING
"""
TABLES = {"wagtailcore_page": "id", "cms_topic": "id", "news_author": "id"}


def enrol_all(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for table, key in TABLES.items():
            cursor.execute(ORIGINALS.format(table=table, key=key))


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0003_pairs"),
        ("news", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]
    operations = [migrations.RunPython(enrol_all, migrations.RunPython.noop)]
