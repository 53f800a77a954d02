"""Integrity: what became of everything a petition received, counted once a day for everybody.

By rule and by day, never how the rules work; a small number is told as "fewer than 10".
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.integrity_reports import IntegrityReport
from campaigns.invalidations import Invalidation
from campaigns.models import Petition
from campaigns.small_cells import LEAST
from campaigns.sorting_by_rule import fates, struck_out_by_day

DAYS_SHOWN = 60  # of invalidations, the newest first
TOLD = ("received", "confirmed", "expired", "withdrawn", "invalidated", "held", "in_person")
FATE_OF = {"confirmed": "online"}  # readers are told of those that count


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
    found = fates(petition)
    told = {key: found[FATE_OF.get(key, key)] for key in TOLD}
    days = struck_out_by_day(petition, DAYS_SHOWN)
    return told | {"rules": [row | {"day": row["day"].isoformat()} for row in days]}


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
