# Without a constraint, a signing need not lock the row of its petition; what the constraint kept, a
# petition that was signed, a trigger keeps.

import django.db.models.deletion
from django.db import migrations, models

KEEP = """
CREATE FUNCTION campaigns_keep_signed_petition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM campaigns_signature WHERE petition_id = OLD.id) THEN
        RAISE foreign_key_violation USING MESSAGE = format('petition %s was signed', OLD.id);
    END IF;
    RETURN OLD;
END
$$;
CREATE TRIGGER signed_petition_stays BEFORE DELETE ON campaigns_petition
FOR EACH ROW EXECUTE FUNCTION campaigns_keep_signed_petition();
"""
LET_GO = """
DROP TRIGGER signed_petition_stays ON campaigns_petition;
DROP FUNCTION campaigns_keep_signed_petition();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0021_holds'),
    ]

    operations = [
        migrations.RunSQL(KEEP, LET_GO),
        migrations.AlterField(
            model_name='signature',
            name='petition',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='campaigns.petition'),
        ),
    ]
