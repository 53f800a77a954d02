"""Erasing: the row is gone at once. All that stays is a keyed digest, so that no list that is
brought in later subscribes its owner again.
"""

from django.db import transaction

from outbox.posting import unpost
from supporters.asking import BOTH, PERMISSION
from supporters.departures import Departure
from supporters.leaving import LEFT
from supporters.linking import PREFERENCES
from supporters.models import Newcomer, Supporter
from supporters.subscribing import ALREADY, CONFIRMATION

KINDS = (CONFIRMATION, ALREADY, PREFERENCES, LEFT, PERMISSION, BOTH)


def erase(supporter: Supporter) -> None:
    """Safe to do twice. A mail that is being sent at this moment still arrives."""
    index = bytes(supporter.address_index)
    with transaction.atomic():
        Departure.objects.note(index, Departure.Way.ERASED)
        forget(index)


def forget(address_index: bytes) -> bool:
    """Delete all rows of an address, and what waits to be sent to it; True if it was subscribed.

    Within the caller's transaction.
    """
    Newcomer.objects.filter(address_index=address_index).delete()
    rows = Supporter.objects.filter(address_index=address_index)
    for pk in rows.values_list("pk", flat=True):
        for kind in KINDS:
            unpost(kind, pk)
    return rows.delete()[0] > 0
