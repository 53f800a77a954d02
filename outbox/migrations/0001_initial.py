import uuid

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StaffLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sealed", models.BinaryField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "staff letter",
                "verbose_name_plural": "staff letters",
            },
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address_index", models.BinaryField(unique=True)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("bounce", "mail to it comes back"),
                            ("complaint", "its owner reported our mail as unwanted"),
                            ("request", "its owner asked us not to write"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "suppression",
                "verbose_name_plural": "suppressions",
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("kind", models.CharField(max_length=60)),
                ("subject_id", models.BigIntegerField()),
                ("language", models.CharField(max_length=5)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "queue",
                    models.CharField(
                        choices=[("tx", "to one person"), ("bulk", "to many")],
                        default="tx",
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "waiting to be sent"),
                            ("sending", "being sent"),
                            ("sent", "accepted by the mail server"),
                            ("deferred", "to be tried again"),
                            ("failed", "could not be sent"),
                            (
                                "suppressed",
                                "not sent: this address asked for silence or returns mail",
                            ),
                            ("cancelled", "no longer needed"),
                            ("unknown", "unknown: it may have arrived"),
                        ],
                        default="queued",
                        max_length=12,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("outages", models.PositiveSmallIntegerField(default=0)),
                (
                    "not_before",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("lease_token", models.UUIDField(editable=False, null=True)),
                ("lease_until", models.DateTimeField(editable=False, null=True)),
                ("error_code", models.CharField(blank=True, default="", max_length=16)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("sent_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "indexes": [
                    models.Index(fields=["kind", "subject_id"], name="outbox_message_subject"),
                    models.Index(
                        condition=models.Q(("state__in", ("queued", "deferred"))),
                        fields=["queue", "id"],
                        name="outbox_message_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "sending")),
                        fields=["lease_until"],
                        name="outbox_message_leased",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("queue", "tx"),
                            ("state__in", ("sent", "failed", "suppressed", "cancelled", "unknown")),
                        ),
                        fields=["created_at"],
                        name="outbox_message_finished",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("public_id", "id"), name="outbox_message_public_id"
                    )
                ],
            },
        ),
    ]
