"""Asking to be told: one row per address and version, and the same silence for every address."""

import hashlib
import hmac
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count

from alerts.models import Waiting
from alerts.waiting import today
from cms.demand import Demand
from vault.addresses import canonical_address
from vault.indexing import blind_index
from vault.sealing import house_keys
from vault.switches import Switch, check_on

MOST_A_DAY = 3  # versions one address may ask for in a day; after that the same screen and silence
PURPOSE = "waiting"


def ask(translation_key: UUID, *, language: str, address: str) -> None:
    """Keep this address until the version is live; asking again changes nothing. Raises
    vault.switches.SwitchedOff.
    """
    check_on(Switch.SUBSCRIBING)
    mailbox = canonical_address(address)
    day_index = _index(f"{today()}\0{mailbox}")
    with transaction.atomic():
        _queue_behind_others(day_index)
        if Waiting.objects.filter(day_index=day_index).count() >= MOST_A_DAY:
            return
        story_index = _index(f"{translation_key}\0{language}\0{mailbox}")
        facts = {"translation_key": translation_key, "language": language}
        if Waiting.objects.filter(story_index=story_index, **facts).exists():
            return
        row = Waiting(story_index=story_index, day_index=day_index, **facts)
        row.seal_address(address)
        row.save()


def demand(translation_keys: list[UUID]) -> Demand:
    """How many wait for each version of these pairs: numbers, never who."""
    rows = Waiting.objects.untold().filter(translation_key__in=translation_keys)
    counted = rows.values_list("translation_key", "language").annotate(number=Count("pk"))
    return {(key, language): number for key, language, number in counted.order_by()}


def _index(value: str) -> bytes:
    """Under a key from the oldest house key, which no renewal takes away."""
    oldest = list(house_keys().values())[-1]
    return blind_index(hmac.digest(oldest, PURPOSE.encode(), hashlib.sha256), PURPOSE, value)


def _queue_behind_others(day_index: bytes) -> None:
    """Whoever asks with the same address waits here; others never do."""
    key = int.from_bytes(day_index[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
