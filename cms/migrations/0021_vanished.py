from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cms", "0020_editions")]

    operations = [
        migrations.CreateModel(
            name="Vanished",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
            ],
            options={"default_permissions": ()},
        ),
    ]
