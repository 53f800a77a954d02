"""What ends by itself: pending signatures after their last day, and keys whose
petition never was.
"""

import logging
from collections import Counter

from django.db import transaction
from django.utils import timezone

from campaigns.expiries import Expiry
from campaigns.keys import entry_name, outcome_entry_name
from campaigns.models import Petition, Signature
from campaigns.slips import Slip
from vault.keystore import keystore

log = logging.getLogger(__name__)
ORPHAN_SECONDS = 86_400  # a petition's row commits long before its key is a day old


def expire_pending() -> int:
    """Delete signatures that nobody confirmed in time; returns how many.

    Only their number stays with the petition: a delivery tells how many there were.
    """
    Slip.objects.old().delete()
    overdue = Signature.objects.pending().filter(expires_on__lt=timezone.now().date())
    with transaction.atomic():
        locked = overdue.select_for_update(of=("self",), skip_locked=True)
        petitions = dict(locked.values_list("pk", "petition_id"))
        Signature.objects.filter(pk__in=petitions).delete()
        Expiry.objects.add(Counter(petitions.values()))
    return len(petitions)


def sweep_keys() -> int:
    """Destroy keys whose petition's row was never committed; returns how many.

    Where more keys are orphans than are not, the database is the wrong one: nothing is destroyed.
    """
    petitions = list(Petition.objects.values_list("public_id", flat=True))
    known = {name(each) for each in petitions for name in (entry_name, outcome_entry_name)}
    orphans = [
        name
        for name in keystore().names(older_than=ORPHAN_SECONDS)
        if name.startswith(("petition-", "outcome-")) and name not in known
    ]
    if len(orphans) > len(petitions):
        log.error("%s keys have no petition: is this the database they belong to?", len(orphans))
        return 0
    for name in orphans:
        keystore().destroy(name)
    return len(orphans)
