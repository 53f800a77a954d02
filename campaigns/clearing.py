"""Clearing: the newsroom vouches for signatures that were held back or invalidated.

A cleared one bears a mark that says so, and no tick marks it again.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from campaigns.domains import domain_tag
from campaigns.invalidating import BATCH, wait_for_the_count
from campaigns.keys import index_of_address, open_keys
from campaigns.marks import Mark
from campaigns.models import Petition, Signature

CLEARED = "campaigns.cleared"  # in Wagtail's model log


def clear_address(petition: Petition, address: str, *, by: Any) -> int:
    """Those signed with this address count again, held or invalidated; returns how many.

    Raises vault.keystore.KeyMissing where the petition's keys are destroyed.
    """
    keys = open_keys(petition.public_id)
    index = index_of_address(keys, address)
    set_apart = Q(is_held=True) | Q(invalidated_at__isnull=False)
    return _clear(petition, set_apart & Q(email_index=index), by=by)


def clear_domain(petition: Petition, domain: str, *, by: Any) -> int:
    """Those held back by a mark of this domain count, once they are confirmed; returns how many.

    Raises vault.keystore.KeyMissing.
    """
    tag = domain_tag(f"@{domain}", open_keys(petition.public_id))
    return _clear(petition, Q(is_held=True, domain_tag=tag), by=by)


def _clear(petition: Petition, which: Q, *, by: Any) -> int:
    cleared = 0
    while number := _clear_some(petition, which):
        cleared += number
    if cleared:
        log(petition, CLEARED, user=by, data={"number": cleared})
    return cleared


def _clear_some(petition: Petition, which: Q) -> int:
    with transaction.atomic():
        wait_for_the_count()
        found = Signature.objects.filter(which, petition=petition).order_by("pk")
        ids = list(found.values_list("pk", flat=True)[:BATCH])
        return Signature.objects.filter(pk__in=ids).update(
            is_held=False, mark=Mark.CLEARED, invalidated_at=None, invalidation=None
        )
