from typing import Any

from django.db import migrations, models


def mark_each_language(apps: Any, schema_editor: Any) -> None:
    """So far a mark stood under every text of an entry; it stays where it has been read."""
    LiveEntry = apps.get_model("cms", "LiveEntry")
    for entry in LiveEntry.objects.exclude(corrected_at=None):
        entry.corrected = dict.fromkeys(entry.texts, entry.corrected_at.isoformat())
        entry.save(update_fields=["corrected"])


def mark_the_entry(apps: Any, schema_editor: Any) -> None:
    LiveEntry = apps.get_model("cms", "LiveEntry")
    for entry in LiveEntry.objects.exclude(corrected={}):
        entry.corrected_at = max(entry.corrected.values())
        entry.save(update_fields=["corrected_at"])


class Migration(migrations.Migration):

    dependencies = [
        ("cms", "0012_outdated"),
    ]

    operations = [
        migrations.AddField(
            model_name="liveentry",
            name="corrected",
            field=models.JSONField(default=dict, editable=False, verbose_name="corrected"),
        ),
        migrations.RunPython(mark_each_language, mark_the_entry),
        migrations.RemoveField(model_name="liveentry", name="corrected_at"),
    ]
