"""Crowds: signatures made in bulk, as rows, where signing each one is not what is tested."""

import os
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

from campaigns.models import Petition, Signature

NETWORK = b"\x01" * 8


def crowd(petition: Petition, number: int, **facts) -> list[Signature]:
    """Confirmed signatures; `facts` are those of every row."""
    now = timezone.now()
    common = {
        "petition": petition,
        "sealed_name": b"x",
        "sealed_email": b"x",
        "sealed_key_id": "1",
        "index_key_id": "1",
        "email_slot": 1,
        "network_tag": NETWORK,
        "network_day": now.date(),
        "region": "MA-021",
        "language": "es",
        "letter_version": "0123456789abcdef",
        "expires_on": date(2100, 1, 1),
        "confirmed_at": now,
    } | facts
    rows = [
        Signature(email_index=os.urandom(32), name_index=os.urandom(32), **common)
        for _index in range(number)
    ]
    return Signature.objects.bulk_create(rows, batch_size=1_000)


RANDOM = "sha256(uuid_send(gen_random_uuid()))"
OWN = {"public_id": "gen_random_uuid()", "email_index": RANDOM, "name_index": RANDOM}


def multiply(row: Signature, number: int) -> None:
    """As many more that differ in who signed alone, in one statement."""
    fields = [each for each in Signature._meta.concrete_fields if not each.generated]
    names = [each.column for each in fields if not each.primary_key]
    values = ", ".join(OWN.get(name, name) for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO campaigns_signature ({', '.join(names)}) SELECT {values}"
            " FROM campaigns_signature, generate_series(1, %s) WHERE id = %s",
            [number, row.pk],
        )


def ago(**span) -> datetime:
    return timezone.now() - timedelta(**span)
