from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('campaigns', '0012_first_targets_changes_and_letters')]

    operations = [
        migrations.RemoveField(
            model_name='campaignpage',
            name='target_name',
        ),
        migrations.RemoveField(
            model_name='campaignpage',
            name='target_office',
        ),
        migrations.RemoveField(
            model_name='petition',
            name='target_name',
        ),
    ]
