"""How many of those who signed online confirmed, by language, and what became of the others.

The rate is of the last seven days: older rows that nobody confirmed are deleted, and a rate without
them would come out too high. A share of two languages that differs by more than chance is an alarm:
mostly it is the mail of one language that does not arrive, or is not understood.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.comparing_shares import Share, differ
from campaigns.expiries import Expiry
from campaigns.models import PENDING_DAYS, Petition, Signature
from campaigns.reminding import REMINDER
from campaigns.signing import CONFIRMATION
from cms.languages import LANGUAGES
from outbox.models import Message, State

MAILS = (CONFIRMATION, REMINDER)
SETTLING = timedelta(hours=1)  # a younger one may not have been read yet
PENDING = Q(confirmed_at=None, withdrawn_at=None, invalidated_at=None)
# Every signature is in exactly one of these.
CAUSES = {
    "counting": (_("Confirmed, and counting"), Q(counts=True)),
    "pending": (_("Wait to be confirmed"), PENDING & Q(is_undelivered=False)),
    "undelivered": (_("Their mail could not be delivered"), PENDING & Q(is_undelivered=True)),
    "held": (
        _("Confirmed, but held back"),
        Q(confirmed_at__isnull=False, withdrawn_at=None, invalidated_at=None, is_held=True),
    ),
    "withdrawn": (_("Withdrawn by their signers"), Q(withdrawn_at__isnull=False)),
    "invalidated": (
        _("Invalidated by the newsroom"),
        Q(withdrawn_at=None, invalidated_at__isnull=False),
    ),
}
EXPIRED = _("Expired: nobody confirmed them in time")
Rates = Mapping[str, Share]  # by language


@dataclass(frozen=True)
class Cause:
    """`cells` are by language, in the order of LANGUAGES; None where only the sum is known."""

    name: str
    cells: list[int | None]
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
    """What became of everybody who ever signed it online, as long as their rows stand."""
    online = Signature.objects.filter(petition=petition, is_in_person=False)
    numbers = {name: Count("pk", filter=rule) for name, (_label, rule) in CAUSES.items()}
    rows = online.annotate(is_undelivered=_undelivered()).order_by().values("language")
    found: dict[str, Any] = {row["language"]: row for row in rows.annotate(**numbers)}
    lines = [
        _cause(str(label), [found.get(language, {}).get(name, 0) for language in LANGUAGES])
        for name, (label, _rule) in CAUSES.items()
    ]
    return lines + _expired_line(petition)


def expired(petition: Petition) -> dict[str, int]:
    """Those that ran out, under "": only their sum is kept."""
    number = Expiry.objects.filter(petition=petition).values_list("count", flat=True).first()
    return {"": number} if number else {}


def _undelivered() -> Q:
    """A mail to confirm was given up, and none was taken by a mail server."""
    mails = Message.objects.filter(kind__in=MAILS, subject_id=OuterRef("pk"))
    failed = mails.filter(state__in=[State.FAILED, State.SUPPRESSED])
    return Q(Exists(failed)) & ~Q(Exists(mails.filter(state=State.SENT)))


def _expired_line(petition: Petition) -> list[Cause]:
    numbers = expired(petition)
    if not numbers:
        return []
    cells = [numbers.get(language) for language in LANGUAGES]
    return [Cause(str(EXPIRED), cells, sum(numbers.values()))]


def _cause(name: str, cells: list[int]) -> Cause:
    return Cause(name, list(cells), sum(cells))


def _ratio(share: Share) -> float:
    return share.part / share.whole if share.whole else 0
