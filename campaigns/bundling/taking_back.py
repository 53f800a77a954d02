"""What happens to names that went out once their owner takes them back."""

from collections.abc import Iterator

from django.db.models import QuerySet

from campaigns.bundles import Bundle, Handover
from campaigns.bundling.disclosing import agreeing
from campaigns.tombstones import Tombstone


def bundles_with(signature_id: int) -> QuerySet[Bundle]:
    """The bundles that left the house with this signature's name: their recipients must be told."""
    return Bundle.objects.filter(
        handovers__signature=signature_id, fetched_at__isnull=False
    ).select_related("petition", "partner")


def taken_back(bundle: Bundle) -> QuerySet[Handover]:
    """Rows of this bundle whose owners agree no more: withdrawn, struck out, erased, unticked."""
    return bundle.handovers.exclude(signature__in=agreeing(bundle).values("pk")).order_by("row")


def number_taken_back(bundle: Bundle) -> int:
    """Also of signatures that are deleted: their handover went with them, and only the portions
    still know that a name stands in the file. For a bundle that nobody has fetched.
    """
    deleted = bundle.names - bundle.handovers.count()
    return taken_back(bundle).count() + deleted


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
