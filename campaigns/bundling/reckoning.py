"""The numbers of a bundle: what became of each signature, and where those who count live."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import Count, Q, Sum

from campaigns.bundles import Bundle
from campaigns.expiries import Expiry
from campaigns.models import Petition, Signature
from campaigns.regions import ABROAD

LEAST = 10  # people in a number that does not stand on a list of names anyway
HOME, OTHER_STATES, OUTSIDE, UNSAID, TOGETHER = "home", "other", "abroad", "unsaid", "together"
IS_ONLINE = Q(is_in_person=False)
RULES = {
    "received": IS_ONLINE,
    "pending": IS_ONLINE & Q(confirmed_at=None),
    "confirmed": IS_ONLINE & ~Q(confirmed_at=None),
    "withdrawn": ~Q(withdrawn_at=None),
    "invalidated": Q(withdrawn_at=None) & ~Q(invalidated_at=None),
    "held": Q(withdrawn_at=None, invalidated_at=None, is_held=True) & ~Q(confirmed_at=None),
    "online": IS_ONLINE & Q(counts=True),
    "in_person": Q(is_in_person=True, counts=True),
}


def numbers_of(bundle: Bundle) -> dict[str, int]:
    """Counts by rule, as they stand now."""
    rows = Signature.objects.filter(petition=bundle.petition_id)
    counted = rows.aggregate(**{rule: Count("pk", filter=which) for rule, which in RULES.items()})
    expired = Expiry.objects.of(bundle.petition_id)
    names = bundle.portions.aggregate(sum=Sum("names"))["sum"] or 0
    received = counted["received"] + expired
    return counted | {"received": received, "expired": expired, "names": names}


def letters_signed(petition: Petition) -> list[tuple[str, str, int]]:
    """Language and digest of each letter that was signed, and by how many who count."""
    rows = Signature.objects.counting().filter(petition=petition)
    grouped = rows.values_list("language", "letter_version").annotate(number=Count("pk"))
    return list(grouped.order_by("language", "-number", "letter_version"))


def by_distance(petition: Petition) -> dict[str, int]:
    """All who count, by how far from the target they live; no group is smaller than ten."""
    counts: Counter[str] = Counter()
    tallied = petition.tallies.values_list("area").annotate(number=Sum("count"))
    for area, number in tallied.order_by("area"):
        counts[_distance(area, petition.home_state)] += number
    return without_small({group: number for group, number in counts.items() if number > 0})


def _distance(area: str, home: str) -> str:
    if area == ABROAD:
        return OUTSIDE
    if not area:
        return UNSAID
    return HOME if area == home else OTHER_STATES


def without_small(groups: Mapping[str, int]) -> dict[str, int]:
    """Groups under ten are told together, and with one more where they are still under ten.

    So no smaller one can be found by subtracting the others from the total.
    """
    ranked = sorted(groups.items(), key=lambda group: (-group[1], group[0]))
    large = [group for group in ranked if group[1] >= LEAST]
    rest = sum(number for _group, number in ranked[len(large) :])
    while 0 < rest < LEAST and large:
        rest += large.pop()[1]
    if rest == sum(groups.values()) and rest < LEAST:
        return {}
    return dict(large) | ({TOGETHER: rest} if rest else {})


def places_of(bundle: Bundle) -> dict[str, int]:
    """How many of the bundle's names stand under each `state|county`, largest first."""
    counts: Counter[str] = Counter()
    for places in bundle.portions.values_list("places", flat=True):
        counts.update(places)
    return dict(sorted(counts.items(), key=lambda place: (-place[1], place[0])))
