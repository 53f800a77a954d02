"""The numbers of a bundle: what became of each signature, and where those who count live."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Sum

from campaigns.area_names import UNKNOWN
from campaigns.area_snapshots import AreaSnapshot
from campaigns.bundles import Bundle
from campaigns.models import Petition
from campaigns.regions import ABROAD
from campaigns.sorting_by_rule import fates, rules

HOME, OTHER_STATES, OUTSIDE, UNSAID, TOGETHER = "home", "other", "abroad", "unsaid", "together"


@dataclass(frozen=True)
class Distances:
    """How far from the target they live who confirmed online, as of the snapshot of `at`."""

    at: datetime
    groups: dict[str, int]


def numbers_of(bundle: Bundle) -> dict[str, Any]:
    """Counts by rule, as they stand now."""
    names = bundle.portions.aggregate(sum=Sum("names"))["sum"] or 0
    petition = bundle.petition
    return fates(petition) | {"names": names, "rules": rules(petition)}


def by_distance(petition: Petition) -> Distances | None:
    """What readers may know of it (campaigns/small_cells.py), and no more: who has the names of
    this bundle could subtract them from any exact number.
    """
    snapshot = AreaSnapshot.objects.filter(petition=petition).order_by("-at").first()
    if snapshot is None or not snapshot.cells:
        return None
    groups: Counter[str] = Counter()
    for area, number in snapshot.cells.items():
        groups[_distance(area, petition.home_state)] += number
    told = {group: groups[group] for group in (HOME, OTHER_STATES, OUTSIDE, UNSAID)}
    told[TOGETHER] = snapshot.rest
    return Distances(snapshot.at, {group: number for group, number in told.items() if number})


def _distance(area: str, home: str) -> str:
    if area == ABROAD:
        return OUTSIDE
    if area == UNKNOWN:
        return UNSAID
    return HOME if area == home else OTHER_STATES


def places_of(bundle: Bundle) -> dict[str, int]:
    """How many of the bundle's names stand under each `state|county`, largest first."""
    counts: Counter[str] = Counter()
    for places in bundle.portions.values_list("places", flat=True):
        counts.update(places)
    return dict(sorted(counts.items(), key=lambda place: (-place[1], place[0])))
