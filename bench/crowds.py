"""Many confirmed signers at once, made without mail: for tests and measures about many."""

import os
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection
from django.utils import timezone

from campaigns.keys import PetitionKeys, open_keys
from campaigns.models import Petition, Signature

BATCH = 5_000
PLACES = (("MA-021", "Boston|Suffolk"), ("MA-016", "Worcester|Worcester"), ("NY-100", "|"))


def gather(petition: Petition, people: int, **facts: Any) -> None:
    """That many confirmed signatures; `facts` hold for each, and a function is asked its number."""
    keys = open_keys(petition.public_id)
    rows = (_signer(petition, keys, number, facts) for number in range(people))
    while batch := list(islice(rows, BATCH)):
        Signature.objects.bulk_create(batch)


def multiply(petition: Petition, people: int, **facts: str) -> None:
    """That many confirmed signatures by one statement: copies of one, of addresses and names of
    their own, that nobody can unseal. `facts` are SQL about the number `n`.
    """
    gather(petition, 1)
    [first] = Signature.objects.filter(petition=petition).order_by("-pk")[:1]
    own = {
        "public_id": "gen_random_uuid()",
        "email_index": "sha256(('email' || n)::bytea)",
        "name_index": "sha256(('name' || n)::bytea)",
        **facts,
    }
    kept = [field for field in Signature._meta.concrete_fields if not field.generated]
    columns = [str(field.column) for field in kept if not field.primary_key]
    values = ", ".join(own.get(column, column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO campaigns_signature ({', '.join(columns)}) SELECT {values} "
            "FROM campaigns_signature, generate_series(2, %s) AS n WHERE id = %s",
            [people, first.pk],
        )


def _signer(
    petition: Petition, keys: PetitionKeys, number: int, facts: dict[str, Any]
) -> Signature:
    said = {key: fact(number) if callable(fact) else fact for key, fact in facts.items()}
    region, place = PLACES[number % len(PLACES)]
    identity = {"name": f"Ana Núñez {word(number)}", "place": said.pop("place", place)}
    identity |= {key: said.pop(key) for key in ("name",) if key in said}
    signature = Signature(
        petition=petition,
        **{
            "email_index": os.urandom(32),
            "email_slot": 1,
            "name_index": os.urandom(32),
            "index_key_id": keys.index_key_id,
            "network_day": date(2026, 1, 1),
            "region": region,
            "language": "es" if number % 2 else "en",
            "letter_version": "0123456789abcdef",
            "expires_on": date(2027, 1, 1),
            "confirmed_at": timezone.now(),
        }
        | said,
    )
    signature.seal_identity(keys, email=f"ana{number}@example.org", **identity)
    return signature


def word(number: int) -> str:
    """A number in letters, so that a name is found again in what is printed: 27 is `Ab`."""
    letters = ""
    while True:
        number, place = divmod(number, 26)
        letters = chr(97 + place) + letters
        if number == 0:
            return letters.capitalize()


def names(numbers: Iterator[int]) -> set[str]:
    return {f"Ana Núñez {word(number)}" for number in numbers}
