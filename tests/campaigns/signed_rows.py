"""Signatures made as rows, where signing each one is not what is tested."""

import os
from datetime import date, timedelta

from django.utils import timezone

from campaigns.models import Petition, Signature


def signed_rows(petition: Petition, number: int, **facts) -> list[Signature]:
    """Signed and confirmed in Spanish a day ago; `facts` are those of every row."""
    yesterday = timezone.now() - timedelta(days=1)
    common = {
        "petition": petition,
        "sealed_name": b"x",
        "sealed_email": b"x",
        "sealed_key_id": "1",
        "index_key_id": "1",
        "email_slot": 1,
        "network_tag": b"",
        "network_day": yesterday.date(),
        "region": "MA-021",
        "language": "es",
        "letter_version": "0123456789abcdef",
        "expires_on": date(2100, 1, 1),
        "created_at": yesterday,
        "confirmed_at": yesterday,
    } | facts
    rows = [
        Signature(email_index=os.urandom(32), name_index=os.urandom(32), **common)
        for _number in range(number)
    ]
    return Signature.objects.bulk_create(rows)
