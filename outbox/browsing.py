"""Browsing the outbox: rows without addresses; one address, masked, when somebody asks for it.

The address is opened in memory by the opener of its kind, as for sending, and nothing that the
opener may write is kept. Who asked is noted in the audit log.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import capfirst

from outbox.explaining import Cause, cause_of
from outbox.kinds import KINDS
from outbox.letters import OPENERS, open_letters, open_with
from outbox.models import TROUBLES, WAITING, Message, MessageQuerySet, Queue
from outbox.naming import language_name
from vault.auditing import note

LOOKED = "outbox.address_seen"
LINES = 50  # messages of one screen
SHOWN = "•••"  # stands for what is masked, whatever its length


@dataclass(frozen=True)
class Wish:
    """What to look for; empty is everything. `before` is where the last page ended."""

    queue: str = Queue.TX
    state: str = ""
    kind: str = ""
    language: str = ""
    before: int | None = None


@dataclass(frozen=True)
class Shown:
    """A message in words."""

    message: Message
    state: str
    language: str
    cause: Cause | None


def browse(wish: Wish) -> tuple[list[Shown], int | None]:
    """A page, newest first, and where the next one begins; one query."""
    rows = _rows_in(wish.state, wish.queue)
    for name in ("kind", "language"):
        if asked := getattr(wish, name):
            rows = rows.filter(**{name: asked})
    if wish.before is not None:
        rows = rows.filter(pk__lt=wish.before)
    found = list(rows.order_by("-pk")[: LINES + 1])
    page = found[:LINES]
    return described(page), page[-1].pk if len(found) > LINES else None


def described(messages: Iterable[Message]) -> list[Shown]:
    return [
        Shown(
            message,
            capfirst(str(message.get_state_display())),
            language_name(message.language),
            cause_of(message.state, message.error_code),
        )
        for message in messages
    ]


def kind_choices() -> list[str]:
    return sorted({*OPENERS, *KINDS})


def language_choices() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code, _name in settings.LANGUAGES]


def oldest_waiting() -> datetime | None:
    """Since when the first mail to one person waits that could have left; None: none does."""
    due = Message.objects.due(Queue.TX).order_by("pk").values_list("created_at", flat=True)
    return due.first()


def masked_address(message: Message, *, by: int | None) -> str:
    """Whom it goes to, in so many letters as tell one acquaintance from another; empty if there is
    nobody any more, or the keys are away.
    """
    note(LOOKED, message.pk, by=by)
    with transaction.atomic():
        address = _address_of(message)
        transaction.set_rollback(True)
    return mask(address) if address else ""


def mask(address: str) -> str:
    """`maria@example.org` → `m•••@e•••.org`."""
    local, _at, domain = parseaddr(address)[1].rpartition("@")
    _host, dot, ending = domain.rpartition(".")
    return f"{local[:1]}{SHOWN}@{domain[:1]}{SHOWN}{dot}{ending if dot else ''}"


def _address_of(message: Message) -> str:
    found: dict[int, Any] = {}
    if message.kind in KINDS:
        found, _failed = open_with(KINDS[message.kind].open, [message], named=message.kind)
    elif message.kind in OPENERS:
        found, _failed = open_letters([message])
    opened = found.get(message.pk)
    return opened.to if opened else ""


def _rows_in(state: str, queue: str) -> MessageQuerySet:
    """So that each filter has an index: the states of trouble, waiting, and mail to one person."""
    rows = Message.objects.filter(queue=queue)
    if state in TROUBLES:
        rows = rows.troubled()
    if state in WAITING:
        rows = rows.filter(state__in=WAITING)
    return rows.filter(state=state) if state else rows
