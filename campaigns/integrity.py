"""Integrity: what became of everything a petition received, counted once a day for everybody.

By rule and by day, never how the rules work; a small number is told as "fewer than 10".
"""

from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.expiries import Expiry
from campaigns.integrity_reports import IntegrityReport
from campaigns.invalidations import Invalidation
from campaigns.models import Petition, Signature
from campaigns.small_cells import LEAST

DAYS_SHOWN = 60  # of invalidations, the newest first
TOLD = ("received", "confirmed", "expired", "withdrawn", "invalidated", "held", "in_person")


def report_all() -> None:
    """Count every petition's numbers of today."""
    for petition in Petition.objects.exclude(state=Petition.State.DRAFT).order_by("pk"):
        report(petition)


def report(petition: Petition) -> IntegrityReport:
    """The report of today (UTC), counted anew."""
    report, _made = IntegrityReport.objects.update_or_create(
        petition=petition, day=timezone.now().date(), defaults={"numbers": numbers_of(petition)}
    )
    return report


def numbers_of(petition: Petition) -> dict[str, Any]:
    rows = Signature.objects.filter(petition=petition)
    online, stands = Q(is_in_person=False), Q(withdrawn_at=None, invalidated_at=None)
    is_confirmed = Q(confirmed_at__isnull=False)
    numbers = rows.aggregate(
        received=Count("pk", filter=online),
        confirmed=Count("pk", filter=online & Q(counts=True)),
        withdrawn=Count("pk", filter=Q(withdrawn_at__isnull=False)),
        invalidated=Count("pk", filter=Q(invalidated_at__isnull=False, withdrawn_at=None)),
        held=Count("pk", filter=stands & is_confirmed & Q(is_held=True)),
        in_person=Count("pk", filter=Q(is_in_person=True, counts=True)),
    )
    numbers["expired"] = Expiry.objects.of(petition.pk)
    numbers["received"] += numbers["expired"]
    return numbers | {"rules": _by_rule(petition)}


def _by_rule(petition: Petition) -> list[dict[str, Any]]:
    gone = Signature.objects.filter(petition=petition, withdrawn_at=None)
    gone = gone.exclude(invalidated_at=None)
    rows = gone.values(day=TruncDate("invalidated_at"), rule=F("invalidation__rule")).annotate(
        number=Count("pk")
    )
    newest = rows.order_by("-day", "rule")[:DAYS_SHOWN]
    return [row | {"day": row["day"].isoformat()} for row in newest]


def told(number: int) -> dict[str, Any]:
    """A number as readers get it: exact from ten on."""
    return {"number": number, "is_small": 0 < number < LEAST}


def labels() -> dict[str, str]:
    """What each number means, in the active language."""
    return {
        "received": _("Signatures received online"),
        "confirmed": _("Confirmed by mail, and counted"),
        "expired": _("Never confirmed, and deleted after seven days"),
        "withdrawn": _("Withdrawn by whoever signed"),
        "invalidated": _("Invalidated by the newsroom"),
        "held": _("Confirmed but set aside for a closer look, and not counted"),
        "in_person": _("Collected in person, and shown beside the count"),
    }


def rule_name(rule: str | None) -> str:
    return str(dict(Invalidation.Rule.choices).get(rule or "", Invalidation.Rule.OTHER.label))
