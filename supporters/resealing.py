"""Sealing anew: addresses go from an older house key to the first one, so that a renewed key can
be taken away one day. Supporters stay for years, no key should have to.
"""

import logging

from django.db import transaction
from django.db.models import BinaryField, Q, QuerySet
from django.db.models.functions import Substr

from supporters.models import Newcomer, Supporter
from vault.sealing import CannotUnseal, heading, house_keys

log = logging.getLogger(__name__)
BATCH = 500  # rows looked for at a time
MOST_BATCHES = 20  # of one run; what is left waits for the next one


def reseal() -> int:
    """Seal anew what an older key sealed; returns how many. What no key opens stays as it is."""
    return _reseal_all(Supporter) + _reseal_all(Newcomer)


def _reseal_all(model: type[Supporter | Newcomer]) -> int:
    sealed = unopened = last = 0
    for _batch in range(MOST_BATCHES):
        rows = _some_after(last, model)
        if not rows:
            break
        last = rows[-1]
        for pk in rows:
            if _reseal(pk, model):
                sealed += 1
            else:
                unopened += 1
    if unopened:
        log.error("%s addresses of supporters open under no key", unopened)
    return sealed


def _some_after(last: int, model: type[Supporter | Newcomer]) -> list[int]:
    return list(_of_older_keys(model).filter(pk__gt=last).values_list("pk", flat=True)[:BATCH])


def _of_older_keys(model: type[Supporter | Newcomer]) -> QuerySet:
    begins = heading(next(iter(house_keys())))
    head = Substr("sealed_address", 1, len(begins), output_field=BinaryField())
    rows: QuerySet = model._default_manager.annotate(head=head)
    return rows.exclude(Q(head=begins)).order_by("pk")


def _reseal(pk: int, model: type[Supporter | Newcomer]) -> bool:
    """Alone with its row: who subscribes or is erased at this moment waits."""
    with transaction.atomic():
        supporter = model._default_manager.select_for_update().filter(pk=pk).first()
        if supporter is None:
            return True
        try:
            supporter.seal_address(supporter.address())
        except CannotUnseal:
            return False
        supporter.save(update_fields=["sealed_address"])
        return True
