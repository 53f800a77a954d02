from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cms", "0019_find_pages_by_path")]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("digest", models.CharField(blank=True, max_length=64)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.AddField(
            model_name="outdated",
            name="is_first",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
