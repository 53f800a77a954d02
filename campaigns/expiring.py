"""What ends by itself: pending signatures after their last day, and keys whose
petition never was.
"""

import logging
from collections import Counter

from django.db import transaction
from django.utils import timezone

from campaigns.expiries import Expiry
from campaigns.finding_undelivered import undelivered
from campaigns.keys import entry_name, outcome_entry_name
from campaigns.losses import Loss
from campaigns.models import Petition, Signature
from campaigns.slips import Slip
from vault.keystore import keystore

log = logging.getLogger(__name__)
ORPHAN_SECONDS = 86_400  # a petition's row commits long before its key is a day old


def expire_pending() -> int:
    """Delete signatures that nobody confirmed in time; returns how many.

    Only their number stays with the petition, and why: a delivery tells how many there were.
    """
    _forget_slips()
    overdue = Signature.objects.pending().filter(expires_on__lt=timezone.now().date())
    with transaction.atomic():
        locked = overdue.select_for_update(of=("self",), skip_locked=True)
        gone = {pk: each for pk, *each in locked.values_list("pk", "petition_id", "language")}
        causes = dict(undelivered(Signature.objects.filter(pk__in=gone)).values_list("pk", "cause"))
        Signature.objects.filter(pk__in=gone).delete()
        Expiry.objects.add(Counter(petition_id for petition_id, _language in gone.values()))
        Loss.objects.add(
            Counter((*each, causes.get(pk, Loss.Cause.EXPIRED)) for pk, each in gone.items())
        )
    return len(gone)


def _forget_slips() -> None:
    """Mailboxes that a correction left a week ago: what stays is how many signers had mistyped."""
    with transaction.atomic():
        old = Slip.objects.old().select_for_update(skip_locked=True)
        gone = {pk: each for pk, *each in old.values_list("pk", "petition_id", "language")}
        Slip.objects.filter(pk__in=gone).delete()
        Loss.objects.add(Counter((*each, Loss.Cause.MISTYPED) for each in gone.values()))


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
