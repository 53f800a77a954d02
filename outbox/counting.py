"""Counting: what became of a broadcast, as numbers by language that outlive its messages; and what
mail servers said to it minute by minute, for as long as that may still pause it.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.db.models.functions import Now

from outbox.finishing import tally_of
from outbox.models import Broadcast, Pulse, Result, State

PULSE_KEPT = timedelta(days=1)
NUMBERS = ("tried", "refused", "put_off", "bounced", "complained")
RESULTS = ("bounced", "complained", "left")
LEFT_BY = "of"  # a parameter of the address by which a mail is left
BEAT = """
    INSERT INTO outbox_pulse AS pulse
        (broadcast_id, provider, minute, tried, refused, put_off, bounced, complained)
    SELECT each.broadcast_id, each.provider, date_trunc('minute', statement_timestamp()),
        tried, refused, put_off, bounced, complained
    FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[])
        AS each (broadcast_id, provider, tried, refused, put_off, bounced, complained)
    JOIN outbox_broadcast AS broadcast ON broadcast.id = each.broadcast_id
    ORDER BY 1, 2
    ON CONFLICT (broadcast_id, provider, minute) DO UPDATE SET
        tried = pulse.tried + excluded.tried, refused = pulse.refused + excluded.refused,
        put_off = pulse.put_off + excluded.put_off, bounced = pulse.bounced + excluded.bounced,
        complained = pulse.complained + excluded.complained
"""

Beats = Mapping[tuple[int, str], Mapping[str, int]]  # broadcast and group: numbers by name


def results_of(broadcast: Broadcast) -> dict[str, dict[str, int]]:
    """By language: `accepted` by a mail server, and of these `bounced`, `complained`, `left`."""
    rows = {row.language: row for row in Result.objects.filter(broadcast=broadcast)}
    tally = tally_of(broadcast)
    return {
        language: {"accepted": tally.get(language, {}).get(State.SENT, 0)}
        | {name: getattr(rows.get(language), name, 0) for name in RESULTS}
        for language in sorted({*tally, *rows})
    }


def heard_of(broadcast: Broadcast) -> dict[str, dict[str, int]]:
    """The same but for `accepted`, the other way round: numbers by language of each name."""
    rows = list(Result.objects.filter(broadcast=broadcast))
    return {name: {row.language: getattr(row, name) for row in rows} for name in RESULTS}


def count(broadcast_pk: int, language: str, name: str) -> None:
    """One more of RESULTS."""
    Result.objects.get_or_create(broadcast_id=broadcast_pk, language=language)
    rows = Result.objects.filter(broadcast=broadcast_pk, language=language)
    one_more: dict[str, Any] = {name: F(name) + 1}
    rows.update(**one_more)


def counted_address(address: str, broadcast: UUID) -> str:
    """An address of leaving by which those who leave are counted among a broadcast's results: a
    number for all, never who.
    """
    return f"{address}?{LEFT_BY}={broadcast}"


def count_left(said: Mapping[str, str], language: str) -> None:
    """Somebody left by an address with this query; its broadcast may be gone, or made up."""
    with suppress(ValueError):
        broadcast = Broadcast.objects.filter(public_id=UUID(said.get(LEFT_BY, ""))).first()
        if broadcast is not None:
            count(broadcast.pk, language, "left")


def beat(beats: Beats) -> None:
    """Add these numbers to this minute's, in one statement."""
    if not beats:
        return
    rows = [(*key, *(numbers.get(name, 0) for name in NUMBERS)) for key, numbers in beats.items()]
    with connection.cursor() as cursor:
        cursor.execute(BEAT, [list(column) for column in zip(*rows, strict=True)])


def forget_pulses() -> None:
    Pulse.objects.filter(minute__lt=Now() - PULSE_KEPT).delete()
