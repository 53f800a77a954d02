"""The lists of people, for whoever may take them: subscribers, and who must not be written to.

The right is that of the screen which lets the list out, and the audit log says the same of both.
Signers are not here at all: their names leave in bundles, which take two people.
"""

from collections.abc import Callable, Iterator
from typing import Any

from home.moving.export.folders import PRIVATE_MODE, Folder
from outbox.models import Reason, Suppression
from outbox.suppressing import digest_of
from supporters.brought_lists import EXPORT
from supporters.exporting import SLICE, export
from supporters.models import Departure, Supporter
from users.models import User
from vault.auditing import note
from vault.cells import write_csv
from vault.sealing import CannotUnseal

SUBSCRIBERS, SUPPRESSIONS = "people/subscribers.csv", "people/suppressions.csv"
# English in both languages: other tools know their columns by these words.
HEADINGS = ("Email Address", "Digest", "Kind", "Reason", "Scope", "Since")
BEFORE_THE_ROWS = 2  # the mark of UTF-8 and the headings
Tell = Callable[[str], None]


class NotAllowed(Exception):
    """They may not take the list of subscribers out."""


class NoKeyOpens(Exception):
    """There are subscribers, and FIELD_ENCRYPTION_KEYS opens none of them."""


def check_right(by: User) -> None:
    """Raises NotAllowed."""
    if not by.is_active or not by.has_perm(EXPORT):
        raise NotAllowed(by.pk)


def number_of_people() -> int:
    return Supporter.objects.confirmed().count()


def write_people(folder: Folder, by: User, tell: Tell) -> None:
    """Raises NotAllowed, NoKeyOpens."""
    check_right(by)
    number = 0
    with folder.text(SUBSCRIBERS, mode=PRIVATE_MODE) as out:
        for place, line in enumerate(export(by)):
            out.write(line)
            if place >= BEFORE_THE_ROWS:
                number += 1
                tell("subscribers")
    if not number and number_of_people():
        raise NoKeyOpens
    rows = Suppression.objects.count() + Departure.objects.count()
    note("suppressions.exported", 0, by=by.pk, rows=rows)
    with folder.text(SUPPRESSIONS, mode=PRIVATE_MODE) as out:
        write_csv(out, _silences(tell))


def _silences(tell: Tell) -> Iterator[tuple[str, ...]]:
    yield HEADINGS
    addressed: set[bytes] = set()
    for address, row in _known_addresses():
        addressed.add(bytes(row.address_index))
        tell("suppressions")
        yield _silence(row, address)
    for row in Suppression.objects.order_by("pk").iterator(chunk_size=SLICE):
        if bytes(row.address_index) not in addressed:
            tell("suppressions")
            yield _silence(row)
    for gone in Departure.objects.order_by("pk").iterator(chunk_size=SLICE):
        tell("suppressions")
        digest, day = bytes(gone.address_index).hex(), gone.left_on.isoformat()
        yield "", digest, "list", gone.way, "bulk", day


def _known_addresses() -> Iterator[tuple[str, Suppression]]:
    """Subscribers whose mail comes back: the only suppressions whose address anybody has."""
    rows = Supporter.objects.confirmed().exclude(unreachable_on=None).order_by("pk")
    for supporter in rows.iterator(chunk_size=SLICE):
        try:
            address = supporter.address()
        except CannotUnseal:
            continue
        row = Suppression.objects.filter(address_index=digest_of(address)).first()
        if row is not None:
            yield address, row


def _silence(row: Any, address: str = "") -> tuple[str, ...]:
    day = row.created_at.date().isoformat()
    digest = bytes(row.address_index).hex()
    return address, digest, "mail", Reason(row.reason).value, row.scope, day
