"""Kinds of broadcast: what the outbox asks of the app whose text and readers they are.

Each app registers its kinds in `AppConfig.ready`. What readers get is written once for each version
and language, with slots; what differs from reader to reader fills the slots when a letter leaves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.functional import Promise

from outbox.heeding import Heed, register_heed
from outbox.models import Broadcast, Message

OURS = ("to", "date", "message_id", "delivery")  # slots that the outbox fills


@dataclass(frozen=True)
class Draft:
    """One text in one language; `slot(...)` stands where readers' letters differ."""

    subject: str
    text: str
    html: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Recipient:
    """Where one message goes, and what fills the slots of its draft; a `part` is there if its name
    is among the values.
    """

    to: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """`audience` is a queryset of subjects whose rows have a `language` (and maybe a `not_before`,
    see outbox/gathering.py). `write` may raise CannotWrite: the language waits. `open` leaves out
    whom to spare; a message that it answers with None is deleted, so that nothing tells why.

    `stream` (letters, digits, `-`) and `name` are what mail programs call the list, the same for
    ever; without them the kind's own name does. `heed` is told what becomes of its mails,
    `cancelled` that a broadcast was cancelled, in the transaction that does it. For the send desk a
    kind may give a title, an address of the admin where its subject is edited, and in words why a
    language is held, all in the active language.
    """

    audience: Callable[[Broadcast], QuerySet]
    write: Callable[[Broadcast, str], Draft]
    open: Callable[[list[Message]], Mapping[int, Recipient | None]]
    stream: str = ""
    name: str | Promise = ""
    heed: Heed | None = None
    cancelled: Callable[[Broadcast], None] | None = None
    title: Callable[[Broadcast], str] | None = None
    link: Callable[[Broadcast], str] | None = None
    why_held: Callable[[Broadcast, str], str] | None = None


class CannotWrite(Exception):
    """There is no text in this language at the moment; its code is the argument."""


KINDS: dict[str, Kind] = {}


def register_broadcast(name: str, kind: Kind) -> None:
    KINDS[name] = kind
    if kind.heed:
        register_heed(name, kind.heed)


def slot(name: str) -> str:
    """Safe in an address, a header, text and HTML."""
    return f"hubslot.{name}.tolsbuh"


def part(name: str) -> tuple[str, str]:
    """What stands before and behind something that only some readers get: whole lines of a text,
    whole elements of HTML. Parts do not overlap.
    """
    return f"hubslot.{name}.begin.tolsbuh", f"hubslot.{name}.end.tolsbuh"
