"""How many of those who signed online confirmed, by language, and what became of the others.

The rate is of the last seven days: older rows that nobody confirmed are deleted, and a rate without
them would come out too high. A share of two languages that differs by more than chance is an alarm:
mostly it is the mail of one language that does not arrive, or is not understood.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.comparing_shares import Share, differ
from campaigns.finding_undelivered import PENDING, undelivered
from campaigns.losses import Loss
from campaigns.models import PENDING_DAYS, Petition, Signature
from campaigns.slips import Slip
from cms.languages import LANGUAGES

SETTLING = timedelta(hours=1)  # a younger one may not have been read yet
# Rows that do not count: every one is in exactly one of these.
UNCOUNTED = {
    "waiting": PENDING,
    "marked": Q(confirmed_at__isnull=False, withdrawn_at=None, invalidated_at=None),
    "withdrawn": Q(withdrawn_at__isnull=False),
    "invalidated": Q(withdrawn_at=None, invalidated_at__isnull=False),
}
LABELS = {
    "counting": _("Confirmed, and counting"),
    "waiting": _("Wait to be confirmed"),
    Loss.Cause.BOUNCED: Loss.Cause.BOUNCED.label,
    Loss.Cause.MISTYPED: Loss.Cause.MISTYPED.label,
    Loss.Cause.EXPIRED: Loss.Cause.EXPIRED.label,
    "marked": _("Marked: confirmed, but held back"),
    "withdrawn": _("Withdrawn by their signers"),
    "invalidated": _("Invalidated by the newsroom"),
}
Rates = Mapping[str, Share]  # by language
Numbers = defaultdict[str, Counter[str]]  # by cause and language


@dataclass(frozen=True)
class Cause:
    """`cells` are by language, in the order of LANGUAGES."""

    name: str
    cells: list[int]
    total: int


def rates(signatures: QuerySet[Signature]) -> dict[int, Rates]:
    """The confirmed share by petition (id) and language; one query."""
    now = timezone.now()
    since, until = now - timedelta(days=PENDING_DAYS), now - SETTLING
    asked = signatures.filter(is_in_person=False, invalidated_at=None)
    rows = (
        asked.filter(created_at__gte=since, created_at__lte=until)
        .order_by()
        .values_list("petition_id", "language")
        .annotate(whole=Count("pk"), part=Count("pk", filter=Q(confirmed_at__isnull=False)))
    )
    found: dict[int, dict[str, Share]] = defaultdict(lambda: dict.fromkeys(LANGUAGES, Share(0, 0)))
    for petition_id, language, whole, part in rows:
        found[petition_id][language] = Share(part, whole)
    return dict(found)


def lagging(shares: Rates) -> str:
    """The language whose share is lower by more than chance, or empty."""
    low, high = sorted(LANGUAGES, key=lambda language: _ratio(shares[language]))
    return low if differ(shares[low], shares[high]) else ""


def together(shares: Rates) -> Share:
    return Share(
        sum(share.part for share in shares.values()), sum(share.whole for share in shares.values())
    )


def causes(petition: Petition) -> list[Cause]:
    """What became of everybody who ever signed it online. Five queries, none of which reads a row
    that counts: journals, and the index of those that do not (`signature_not_counting`).
    """
    numbers: Numbers = defaultdict(Counter)
    for language, number in _counted(petition):
        numbers["counting"][language] = number
    for language, *found in _uncounted(petition):
        for cause, number in zip(UNCOUNTED, found, strict=True):
            numbers[cause][language] = number
    for language, cause, number in _undelivered(petition):
        numbers[cause][language] += number
        numbers["waiting"][language] -= number
    for cause, lost in Loss.objects.by_cause(petition).items():
        numbers[cause].update(lost)
    numbers[Loss.Cause.MISTYPED].update(Slip.objects.by_language(petition))
    return [_cause(str(label), numbers[name]) for name, label in LABELS.items()]


def _counted(petition: Petition) -> QuerySet[Any]:
    rows = petition.tallies.confirmed().order_by("language").values_list("language")
    return rows.annotate(number=Sum("count"))


def _uncounted(petition: Petition) -> QuerySet[Any]:
    rows = Signature.objects.filter(petition=petition, is_in_person=False, counts=False)
    numbers = {name: Count("pk", filter=rule) for name, rule in UNCOUNTED.items()}
    return (
        rows.order_by().values("language").annotate(**numbers).values_list("language", *UNCOUNTED)
    )


def _undelivered(petition: Petition) -> QuerySet[Any]:
    rows = Signature.objects.filter(petition=petition, is_in_person=False, counts=False)
    found = undelivered(rows).order_by().values_list("language", "cause")
    return found.annotate(number=Count("pk"))


def _cause(name: str, numbers: Mapping[str, int]) -> Cause:
    cells = [numbers.get(language, 0) for language in LANGUAGES]
    return Cause(name, cells, sum(cells))


def _ratio(share: Share) -> float:
    return share.part / share.whole if share.whole else 0
