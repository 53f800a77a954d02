"""Snapshots tell circles apart; earlier ones did not and cannot be weighed, so they begin anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0014_leaving_and_retirement")]

    operations = [
        migrations.RunSQL("DELETE FROM campaigns_areasnapshot", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="areasnapshot",
            name="parts",
            field=models.JSONField(default=dict),
        ),
    ]
