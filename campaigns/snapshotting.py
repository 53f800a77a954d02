"""Snapshotting: once a day, the numbers by state that readers may know (campaigns/small_cells.py).

Only those confirmed online: their exact total is what everybody sees at any moment.
"""

from collections import Counter
from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models import Count, QuerySet, Sum

from campaigns.area_names import AREAS
from campaigns.area_snapshots import AreaSnapshot
from campaigns.models import Petition, Signature
from campaigns.regions import area_of
from campaigns.small_cells import View, next_view

SNAPSHOT_LOCK = 7_103  # pg_advisory lock: two beats note a day once
Shown = Signature.Shown


def snapshot_all() -> int:
    """Note what may be shown of each petition now; returns how many were noted."""
    return sum(snapshot(petition) is not None for petition in Petition.objects.order_by("pk"))


def snapshot(petition: Petition) -> AreaSnapshot | None:
    """A new snapshot, or None where the one before has to stand."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [SNAPSHOT_LOCK, petition.pk])
        earlier = [row.view for row in AreaSnapshot.objects.filter(petition=petition)]
        view = next_view(_counts(petition), AREAS, earlier, _lists(petition))
        if view is None:
            return None
        return AreaSnapshot.objects.create(petition=petition, total=view.total, cells=view.cells)


def _counts(petition: Petition) -> dict[str, int]:
    by_area = petition.tallies.confirmed().values_list("area").annotate(Sum("count"))
    return {area: number for area, number in by_area.order_by("area") if number > 0}


def _lists(petition: Petition) -> Iterator[View]:
    """What those know who have names: readers of the page, the target's office, each partner."""
    signed = Signature.objects.counting().filter(petition=petition, is_in_person=False)
    yield _list(signed.exclude(shown_as=Shown.NOTHING))
    yield _list(signed.filter(goes_to_target=True))
    for partner in petition.partners.filter(receives_names=True):
        yield _list(signed.filter(consents__partner=partner))


def _list(named: QuerySet) -> View:
    counts: Counter[str] = Counter()
    for region, number in named.order_by().values_list("region").annotate(Count("pk")):
        counts[area_of(region)] += number
    return View(counts, counts.total())
