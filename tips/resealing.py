"""Sealing anew: tips go from an older house key to the first one, so that an older key may go."""

import logging

from django.db import transaction
from django.db.models import BinaryField, Q
from django.db.models.functions import Substr

from tips.models import SEALED, Tip, TipQuerySet
from vault.sealing import CannotUnseal, heading, house_keys

log = logging.getLogger(__name__)
MOST = 1_000  # tips of one run; what is left waits for the next one


def reseal() -> int:
    """Seal anew what an older key sealed; returns how many tips. What no key opens stays."""
    done = [_reseal(pk) for pk in _of_older_keys().values_list("pk", flat=True)[:MOST]]
    if not all(done):
        log.error("%s tips open under no key", done.count(False))
    return done.count(True)


def _of_older_keys() -> TipQuerySet:
    begins = heading(next(iter(house_keys())))
    heads, is_older = {}, Q()
    for field in SEALED:
        name = f"sealed_{field}"
        heads[f"head_{field}"] = Substr(name, 1, len(begins), output_field=BinaryField())
        is_older |= Q(**{f"{name}__isnull": False}) & ~Q(**{f"head_{field}": begins})
    return Tip.objects.held().annotate(**heads).filter(is_older).order_by("-pk")


def _reseal(pk: int) -> bool:
    """Alone with its row: who opens, keeps or erases it at this moment waits."""
    with transaction.atomic():
        tip = Tip.objects.held().select_for_update().filter(pk=pk).first()
        if tip is None:
            return True
        try:
            for field in SEALED:
                tip.seal(field, tip.unsealed(field))
        except CannotUnseal:
            return False
        tip.save(update_fields=[f"sealed_{field}" for field in SEALED])
        return True
