"""Pages are found by their whole path in one query (cms/locating.py); Wagtail has no index for it.

By hash: a path may be longer than a sorted index takes.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0018_develop_pictures"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX page_by_url_path ON wagtailcore_page USING hash (url_path)",
            "DROP INDEX page_by_url_path",
        )
    ]
