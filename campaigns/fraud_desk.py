"""The fraud desk: what a petition's newest signatures look like, in numbers and never by name.

A network is told by a few digits of its tag of the day; a mail domain by its name if it is a large
provider's, else by a few digits of its tag. All of it is a constant number of queries.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncHour
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.comparing_shares import Share, differ
from campaigns.describing import domain_name, network_name
from campaigns.marking import BURST_LEAST
from campaigns.marks import SUSPECT, Mark
from campaigns.models import Invalidation, Petition, Signature

DAYS = (1, 7, 30)  # that can be looked at
MOST_ROWS, MOST_HOURS = 20, 48
NUMBERS = {
    "number": Count("pk"),
    "confirmed": Count("pk", filter=Q(confirmed_at__isnull=False)),
    "marked": Count("pk", filter=Q(mark__in=SUSPECT)),
    "held": Count("pk", filter=Q(is_held=True)),
}


@dataclass(frozen=True)
class LanguageShare(Share):
    """How many of a language's signatures are marked."""

    language: str


def desk(petition: Petition, days: int) -> dict[str, Any]:
    """All tables of one petition, over so many days."""
    since = timezone.now() - timedelta(days=days)
    rows = Signature.objects.filter(petition=petition, created_at__gte=since, is_in_person=False)
    shares = _shares(rows)
    return {
        "bursts": [_burst(petition, row) for row in _bursts(rows)],
        "domains": [_domain(petition, row) for row in _grouped(rows, "domain_tag")],
        "hours": [_hour(petition, row) for row in _hours(rows)],
        "shares": shares,
        "alarm": len(shares) == 2 and differ(*shares),
        "held": _held(petition),
        "invalidations": list(petition.invalidations.order_by("-pk")[:MOST_ROWS]),
    }


def differing(days: int) -> set[int]:
    """The open petitions whose languages differ in what is marked, over so many days. One query."""
    since = timezone.now() - timedelta(days=days)
    rows = Signature.objects.filter(created_at__gte=since, is_in_person=False)
    rows = rows.filter(petition__state=Petition.State.OPEN, petition__retired_at=None)
    grouped = (
        rows.order_by()
        .values("petition_id", "language")
        .annotate(whole=NUMBERS["number"], part=NUMBERS["marked"])
    )
    shares: dict[int, list[Share]] = {}
    for row in grouped:
        shares.setdefault(row["petition_id"], []).append(Share(row["part"], row["whole"]))
    return {pk for pk, both in shares.items() if len(both) == 2 and differ(*both)}


def overview() -> list[dict[str, Any]]:
    """Every petition with what is held and what is being invalidated."""
    held = dict(_count_by_petition(Signature.objects.filter(is_held=True)))
    waiting = Invalidation.objects.filter(state__in=["preview", "running", "paused", "undoing"])
    at_work = dict(_count_by_petition(waiting))
    return [
        {"petition": each, "held": held.get(each.pk, 0), "open": at_work.get(each.pk, 0)}
        for each in Petition.objects.order_by("-pk")
    ]


def _count_by_petition(rows: QuerySet) -> Any:
    return rows.order_by().values_list("petition_id").annotate(Count("pk"))


def _bursts(rows: QuerySet) -> Any:
    known = rows.exclude(network_tag=b"").annotate(hour=TruncHour("created_at"))
    grouped = known.values("network_tag", "network_day", "hour").annotate(**NUMBERS)
    return grouped.filter(number__gt=BURST_LEAST).order_by("-number")[:MOST_ROWS]


def _grouped(rows: QuerySet, field: str) -> Any:
    return rows.values(field).annotate(**NUMBERS).order_by("-number", field)[:MOST_ROWS]


def _hours(rows: QuerySet) -> Any:
    grouped = rows.annotate(hour=TruncHour("created_at")).values("hour").annotate(**NUMBERS)
    return grouped.order_by("-hour")[:MOST_HOURS]


def _shares(rows: QuerySet) -> list[LanguageShare]:
    grouped = rows.values("language").annotate(whole=NUMBERS["number"], part=NUMBERS["marked"])
    return [LanguageShare(**row) for row in grouped.order_by("language")]


def _held(petition: Petition) -> list[dict[str, Any]]:
    held = Signature.objects.filter(petition=petition, is_held=True)
    numbers = dict(held.order_by().values_list("mark").annotate(Count("pk")))
    return [
        {"name": mark.label, "number": numbers[mark], "url": _ask(petition, mark=mark.value)}
        for mark in Mark
        if mark in numbers
    ]


def _burst(petition: Petition, row: dict[str, Any]) -> dict[str, Any]:
    tag = bytes(row["network_tag"]).hex()
    span = _span(row["hour"])
    return row | {
        "name": network_name(tag),
        "url": _ask(petition, network=tag, network_day=row["network_day"].isoformat(), **span),
    }


def _domain(petition: Petition, row: dict[str, Any]) -> dict[str, Any]:
    tag = row["domain_tag"]
    name = domain_name(tag) or _("Not known")
    return row | {"name": name, "url": _ask(petition, domain=tag) if tag else ""}


def _hour(petition: Petition, row: dict[str, Any]) -> dict[str, Any]:
    return row | {"url": _ask(petition, **_span(row["hour"]))}


def _span(hour: Any) -> dict[str, str]:
    return {"since": hour.isoformat(), "until": (hour + timedelta(hours=1)).isoformat()}


def _ask(petition: Petition, **criteria: str) -> str:
    """The address of a preview with these criteria."""
    return f"{reverse('hub_invalidate', args=[petition.pk])}?{urlencode(criteria)}"
