"""Signatures taken in person: by the same rules of once as online, confirmed by whoever took them.

With an address they share its slots with online signatures, and the first one stays. Without one
nobody can tell two neighbors of one name apart: they are all kept.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from campaigns.collected import Collection
from campaigns.counting import uncount
from campaigns.domains import domain_tag
from campaigns.exposing import SEALED, Choices, clamped
from campaigns.keys import PetitionKeys, index_of_address, index_of_name
from campaigns.models import SLOTS, CampaignPage, Petition, Signature

INDEX_BYTES = 32
WAYS = {kind: Signature.Way(kind.value) for kind in Collection.Kind}
LOCK_SQL = """
SELECT pg_advisory_xact_lock(key)
FROM (SELECT DISTINCT unnest(%s::bigint[]) AS key ORDER BY 1) AS keys
"""


class NotInPerson(Exception):
    """A sealed petition: its identities are never on a tablet, in a list or in a file."""


@dataclass(frozen=True)
class Given:
    """What a person gave in person; everything typed is already clean."""

    name: str
    email: str = ""
    region: str = ""
    language: str = "en"
    shown_as: str = Signature.Shown.NOTHING
    goes_to_target: bool = False
    wants_outcome: bool = False
    page: str = ""
    collected_on: date | None = None


@dataclass
class Known:
    """The rows of a petition by address, as far as they matter for what is taken in now."""

    rows: dict[bytes, list[Signature]] = field(default_factory=dict)

    def remember(self, signature: Signature) -> None:
        self.rows.setdefault(bytes(signature.email_index), []).append(signature)

    def same(self, email_index: bytes, name_index: bytes) -> Signature | None:
        rows = self.rows.get(email_index, [])
        return next((row for row in rows if bytes(row.name_index) == name_index), None)

    def free_slot(self, email_index: bytes) -> int | None:
        taken = {row.email_slot for row in self.rows.get(email_index, [])}
        return next((slot for slot in SLOTS if slot not in taken), None)

    def forget(self, signature: Signature) -> None:
        self.rows[bytes(signature.email_index)].remove(signature)


def takes_in_person(petition: Petition) -> bool:
    return petition.exposure != SEALED


def check_takes_in_person(petition: Petition) -> None:
    """Raises NotInPerson."""
    if not takes_in_person(petition):
        raise NotInPerson(petition.pk)


def queue_behind_others(email_indexes: Iterable[bytes]) -> None:
    """The locks that signers online wait for, in one order; within the caller's transaction."""
    numbers = [int.from_bytes(index[:8], signed=True) for index in email_indexes]
    with connection.cursor() as cursor:
        cursor.execute(LOCK_SQL, [numbers])


def known_by(petition: Petition, email_indexes: list[bytes]) -> Known:
    known = Known()
    for row in Signature.objects.filter(petition=petition, email_index__in=email_indexes):
        known.remember(row)
    return known


def gives_way(row: Signature) -> bool:
    """Whether this row of the same person is taken over: one that waits for its mail. All others
    were first and stay.
    """
    return row.confirmed_at is None and _is_spotless(row)


def starts_anew(row: Signature) -> bool:
    """Whether its person took this row back and, standing there, may sign by a new one. One that
    was struck out or is held bars the way.
    """
    return row.withdrawn_at is not None and _is_spotless(row)


def _is_spotless(row: Signature) -> bool:
    return not (row.invalidated_at or row.is_held or row.erased_at)


def choices_of(given: Given, email: str) -> Choices:
    """What was ticked; an outcome can be told to nobody without an address."""
    return Choices(
        shown_as=given.shown_as,
        goes_to_target=given.goes_to_target,
        wants_outcome=given.wants_outcome and bool(email),
    )


def write(
    row: Signature, given: Given, collection: Collection, keys: PetitionKeys, *, email: str
) -> Signature:
    """Fill a row, new or taken over, with what was given; not saved here."""
    now, petition = timezone.now(), collection.petition
    row.petition, row.collection, row.way = petition, collection, WAYS[collection.kind]  # type: ignore[index]
    row.is_in_person, row.confirmed_at = True, now
    row.seal_identity(keys, name=given.name, email=email)
    row.index_key_id, row.name_index = keys.index_key_id, index_of_name(keys, given.name)
    row.email_index = index_of_address(keys, email) if email else os.urandom(INDEX_BYTES)
    row.domain_tag = domain_tag(email, keys) if email else ""
    row.network_tag, row.network_day = b"", now.date()
    row.region, row.language = given.region, given.language
    row.source = collection.partner.slug if collection.partner else ""
    row.take_choices(clamped(petition.exposure, choices_of(given, email)))
    row.sheet_page, row.collected_on = given.page, given.collected_on or now.date()
    row.expires_on = now.date()
    return row


def take_over(row: Signature) -> None:
    """Before a row is written anew: out of the journals, where it stood as another."""
    uncount([row.pk])
    row.counted_at = None


def letters_shown(petition: Petition) -> dict[str, str]:
    """The letter of each language that is live now."""
    pages = CampaignPage.objects.live().filter(petition=petition).select_related("locale")
    return {page.locale.language_code: page.letter for page in pages}


def numbers_by_way(petition: Petition) -> list[dict[str, object]]:
    """How many count by way, and by partner where one collected them; for method statements."""
    rows = Signature.objects.counting().filter(petition=petition)
    by_way = rows.values("way", "collection__partner__name").annotate(number=Count("pk"))
    return [
        {"way": way, "partner": partner or "", "number": number}
        for way, partner, number in by_way.order_by("way", "collection__partner__name").values_list(
            "way", "collection__partner__name", "number"
        )
    ]
