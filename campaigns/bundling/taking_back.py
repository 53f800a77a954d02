"""What happens to names that went out once their owner takes them back."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from campaigns.bundles import Bundle, Handover
from campaigns.bundling.disclosing import agreeing, willing
from campaigns.tombstones import Tombstone, mark_told


@dataclass(frozen=True)
class Untold:
    """A recipient that still has so many names to strike out, and does not know it."""

    petition_id: int
    petition: str
    recipient: str
    number: int


def bundles_with(signature_id: int) -> QuerySet[Bundle]:
    """The bundles that left the house with this signature's name: their recipients must be told."""
    return Bundle.objects.filter(
        handovers__signature=signature_id, fetched_at__isnull=False
    ).select_related("petition", "partner")


def taken_back(bundle: Bundle) -> QuerySet[Handover]:
    """Rows of this bundle whose owners agree no more: withdrawn, struck out, erased, unticked."""
    return bundle.handovers.exclude(signature__in=willing(bundle).values("pk")).order_by("row")


def number_taken_back(bundle: Bundle) -> int:
    """Also of signatures that are deleted: their handover went with them, and only the portions
    still know that a name stands in the file. For a bundle that nobody has fetched: a partner that
    receives names no more gets none of it.
    """
    standing = bundle.handovers.filter(signature__in=agreeing(bundle).values("pk"))
    return bundle.names - standing.count()


def tombstones(bundle: Bundle) -> Iterator[tuple[str, str]]:
    """What a later bundle tells its recipient: earlier bundle and number of each row to strike
    out. No name: an erased one is known to nobody here, and a tombstone outlives its row.
    """
    told = set()
    earlier = Bundle.objects.filter(
        petition=bundle.petition_id, to=bundle.to, fetched_at__isnull=False
    )
    for each in earlier.exclude(pk=bundle.pk).order_by("fetched_at"):
        for row in taken_back(each).values_list("row", flat=True).iterator():
            told.add((str(each.public_id), str(row)))
            yield str(each.public_id), str(row)
    laid = Tombstone.objects.filter(petition=bundle.petition_id, to=bundle.to)
    for name, number in laid.order_by("pk").values_list("bundle", "row"):
        if name != str(bundle.public_id) and (name, str(number)) not in told:
            yield name, str(number)


def note_told(bundle: Bundle) -> None:
    """What its file lists was told now: the list is written after the moment of `ready_at`."""
    untold = Tombstone.objects.untold(bundle.to).filter(petition=bundle.petition_id)
    mark_told(untold.filter(at__lt=bundle.ready_at))


def untold() -> list[Untold]:
    """For campaigners: whom only another bundle tells. Nobody is told of a retired petition."""
    rows = Tombstone.objects.filter(told_at=None, petition__retired_at=None)
    grouped = rows.values_list("petition", "petition__name", "to").annotate(number=Count("pk"))
    fetched = Bundle.objects.filter(fetched_at__isnull=False).order_by("fetched_at")
    called = {
        (petition_id, to): recipient
        for petition_id, to, recipient in fetched.values_list("petition", "to", "recipient")
    }
    return [
        Untold(petition_id, petition, called.get((petition_id, to), to), number)
        for petition_id, petition, to, number in grouped.order_by("petition__name", "to")
    ]
