"""Signatures that can be left: signed, confirmed and counted through the verbs."""

from django.utils import timezone

from campaigns.bundles import Handover
from campaigns.counting import count
from campaigns.models import Bundle, DayTally, Petition, Signature, SourceTally, Tally
from campaigns.signing import confirm, sign
from tests.making import wish


def signed(petition: Petition, **facts) -> Signature:
    """A confirmed signature that is counted."""
    before = set(Signature.objects.values_list("pk", flat=True))
    sign(petition, wish(**facts))
    signature = Signature.objects.select_related("petition").exclude(pk__in=before).get()
    confirm(signature)
    count()
    return fresh(signature)


def fresh(signature: Signature) -> Signature:
    return Signature.objects.select_related("petition").get(pk=signature.pk)


def totals(petition: Petition) -> set[int]:
    """The sum of each journal, after a tick."""
    count()
    return {
        journal.objects.filter(petition=petition).total()
        for journal in (Tally, SourceTally, DayTally)
    }


def hand_out(signature: Signature, to: str, row: int) -> tuple[str, str, int]:
    """Its name stood in this row of a bundle to them, which was fetched."""
    fetched = {"recipient": to, "state": Bundle.State.READY, "fetched_at": timezone.now()}
    bundle, _made = Bundle.objects.get_or_create(
        petition=signature.petition, to=to, defaults=fetched
    )
    Handover.objects.create(signature=signature, bundle=bundle, to=to, row=row)
    return to, str(bundle.public_id), row
