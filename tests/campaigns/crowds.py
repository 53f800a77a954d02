"""Crowds: signatures made in bulk, as rows, where signing each one is not what is tested."""

import os
from datetime import date, datetime, timedelta

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


def ago(**span) -> datetime:
    return timezone.now() - timedelta(**span)
