"""The stemmers of both languages without PostgreSQL's lists of stop words.

The Spanish list has *estado* and *estados* on it, as forms of *estar*: nobody could look for the
state. Which words a question can do without is decided where it is read (cms/questioning.py).
"""

from django.db import migrations

CREATE = """
    CREATE TEXT SEARCH DICTIONARY hub_{0}_stem (TEMPLATE = snowball, LANGUAGE = {0});
    CREATE TEXT SEARCH CONFIGURATION hub_{0} (COPY = pg_catalog.{0});
    ALTER TEXT SEARCH CONFIGURATION hub_{0}
        ALTER MAPPING REPLACE pg_catalog.{0}_stem WITH hub_{0}_stem;
"""
DROP = """
    DROP TEXT SEARCH CONFIGURATION hub_{0};
    DROP TEXT SEARCH DICTIONARY hub_{0}_stem;
"""


class Migration(migrations.Migration):
    dependencies = [("cms", "0007_search")]
    operations = [
        migrations.RunSQL(CREATE.format(language), DROP.format(language))
        for language in ("english", "spanish")
    ]
