"""Sealing anew: addresses go from an older house key to the first one, so that a renewed key can
be taken away one day. Supporters stay for years, no key should have to.
"""

import logging

from django.db import transaction
from django.db.models import BinaryField
from django.db.models.functions import Substr

from supporters.models import Supporter, SupporterQuerySet
from vault.sealing import CannotUnseal, heading, house_keys

log = logging.getLogger(__name__)
BATCH = 500  # rows looked for at a time
MOST_BATCHES = 20  # of one run; what is left waits for the next one


def reseal() -> int:
    """Seal anew what an older key sealed; returns how many. What no key opens stays as it is."""
    sealed = unopened = last = 0
    for _batch in range(MOST_BATCHES):
        rows = _some_after(last)
        if not rows:
            break
        last = rows[-1]
        for pk in rows:
            if _reseal(pk):
                sealed += 1
            else:
                unopened += 1
    if unopened:
        log.error("%s addresses of supporters open under no key", unopened)
    return sealed


def _some_after(last: int) -> list[int]:
    return list(_of_older_keys().filter(pk__gt=last).values_list("pk", flat=True)[:BATCH])


def _of_older_keys() -> SupporterQuerySet:
    begins = heading(next(iter(house_keys())))
    head = Substr("sealed_address", 1, len(begins), output_field=BinaryField())
    return Supporter.objects.annotate(head=head).exclude(head=begins).order_by("pk")


def _reseal(pk: int) -> bool:
    """Alone with its row: who subscribes or is erased at this moment waits."""
    with transaction.atomic():
        supporter = Supporter.objects.select_for_update().filter(pk=pk).first()
        if supporter is None:
            return True
        try:
            supporter.seal_address(supporter.address())
        except CannotUnseal:
            return False
        supporter.save(update_fields=["sealed_address"])
        return True
