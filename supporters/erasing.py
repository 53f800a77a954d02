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
    with transaction.atomic():
        Departure.objects.note(bytes(supporter.address_index), Departure.Way.ERASED)
        for kind in KINDS:
            unpost(kind, supporter.pk)
        Newcomer.objects.filter(address_index=supporter.address_index).delete()
        Supporter.objects.filter(pk=supporter.pk).delete()
