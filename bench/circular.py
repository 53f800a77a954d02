"""A circular to everybody who subscribed: as long as an alert, with a link of each reader's own."""

import os
from collections.abc import Iterator
from itertools import islice

from django.utils import timezone

from bench.wording import HTML_BYTES, SAID, TEXT_BYTES, address
from outbox.kinds import Draft, Kind, Recipient, register_broadcast, slot
from outbox.models import Broadcast, Message
from supporters.models import Supporter

KIND = "bench.circular"
BATCH = 5_000


def plant(people: int) -> None:
    """So many confirmed supporters, half of them in Spanish."""
    rows = (_supporter(number) for number in range(people))
    while batch := list(islice(rows, BATCH)):
        Supporter.objects.bulk_create(batch)


def register() -> None:
    everybody = Supporter.objects.reachable()
    register_broadcast(KIND, Kind(lambda broadcast: everybody.all(), _write, _opened))


def _supporter(number: int) -> Supporter:
    supporter = Supporter(
        language="es" if number % 2 else "en",
        address_index=os.urandom(32),
        confirmed_on=timezone.now().date(),
    )
    supporter.seal_address(address(number))
    return supporter


def _write(broadcast: Broadcast, language: str) -> Draft:
    line = SAID[language]
    paragraph = f"<p>{line}</p>\n"
    leave = slot("leave")
    return Draft(
        subject=line,
        text="\n".join([line] * (TEXT_BYTES // len(line)) + [leave, ""]),
        html=f"<html><body>{paragraph * (HTML_BYTES // len(paragraph))}{leave}</body></html>",
        headers=(("List-Unsubscribe", f"<{leave}>"),),
    )


def _opened(messages: list[Message]) -> dict[int, Recipient]:
    rows = Supporter.objects.in_bulk([message.subject_id for message in messages])
    return {
        message.pk: Recipient(
            rows[message.subject_id].address(),
            {"leave": f"https://news.example.org/u/{rows[message.subject_id].public_id}"},
        )
        for message in messages
        if message.subject_id in rows
    }


def addresses(people: int) -> Iterator[str]:
    return (address(number) for number in range(people))
