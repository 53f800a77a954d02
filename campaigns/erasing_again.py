"""After a restore: signers who were erased or withdrew since, and keys that were destroyed since.

Nobody is mailed again. A key's line stands for all that it sealed: rows are blanked as well.
"""

from collections.abc import Sequence

from django.db import transaction

from campaigns.erasing import ERASED_LINE, erase_identities
from campaigns.keys import entry_name, outcome_entry_name
from campaigns.models import Petition, Signature
from campaigns.outcome_wishes import FORGOTTEN, forget_wish_of
from campaigns.retiring import retire
from campaigns.telling_outcomes import forget_wishes
from campaigns.tombstones import lay_tombstones
from campaigns.withdrawing import WITHDRAWN_LINE
from vault.erasures import Erasure

LINES = (ERASED_LINE, WITHDRAWN_LINE)
__all__ = ["FORGOTTEN", "LINES", "destroy_again", "erase_again", "forget_again"]


def erase_again(lines: Sequence[Erasure]) -> int:
    return sum((_erase if line.kind == ERASED_LINE else _withdraw)(line) for line in lines)


def destroy_again(lines: Sequence[Erasure]) -> int:
    """Petitions whose keys are gone: their names and wishes go too."""
    gone = {name for line in lines for name in line.keys}
    changed = 0
    for petition in Petition.objects.order_by("pk"):
        if entry_name(petition.public_id) in gone:
            changed += retire(petition)
        if outcome_entry_name(petition.public_id) in gone:
            changed += forget_wishes(petition)
    return changed


def forget_again(lines: Sequence[Erasure]) -> int:
    """Wishes to be told an outcome that their owners took back."""
    changed = 0
    for line in lines:
        for key in line.keys:
            public_id, _colon, index = key.partition(":")
            petition = Petition.objects.filter(public_id=public_id).first()
            if petition is not None:
                changed += forget_wish_of(petition, bytes.fromhex(index))
    return changed


@transaction.atomic
def _withdraw(line: Erasure) -> int:
    standing = Signature.objects.confirmed().filter(public_id__in=line.keys, withdrawn_at=None)
    for row in standing.select_for_update(of=("self",)):
        lay_tombstones(row)
    return standing.update(withdrawn_at=line.at)


@transaction.atomic
def _erase(line: Erasure) -> int:
    known = Signature.objects.filter(public_id__in=line.keys, erased_at=None)
    pending = known.filter(confirmed_at=None).delete()[1].get("campaigns.Signature", 0)
    ids = list(known.values_list("pk", flat=True))
    _withdraw(line)
    return pending + erase_identities(ids)
