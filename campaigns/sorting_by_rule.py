"""Sorting by rule: what became of every signature of a petition, counted in this one place.

For the public account (campaigns/integrity.py) and for the papers of a bundle. Each function scans
the petition's rows once, at night or while a bundle is made: never while a page is shown.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from campaigns.expiries import Expiry
from campaigns.invalidations import Invalidation
from campaigns.marks import SUSPECT
from campaigns.models import Petition, Signature
from campaigns.planning import Fate
from campaigns.sheets import Sheet

IS_ONLINE = Q(is_in_person=False)
FATES = {
    "received": IS_ONLINE,
    "pending": IS_ONLINE & Q(confirmed_at=None),
    "confirmed": IS_ONLINE & ~Q(confirmed_at=None),
    "withdrawn": ~Q(withdrawn_at=None),
    "invalidated": Q(withdrawn_at=None) & ~Q(invalidated_at=None),
    "held": Q(withdrawn_at=None, invalidated_at=None, is_held=True) & ~Q(confirmed_at=None),
    "online": IS_ONLINE & Q(counts=True),
    "in_person": Q(is_in_person=True, counts=True),
}
KNOWN_ALREADY = (Fate.KNOWN, Fate.TWICE)
# What a criterion of an invalidation looks at; never the value it looked for.
LOOKED_AT = {
    "domain": _("mail domain"),
    "network": _("network"),
    "region": _("place"),
    "since": _("time"),
    "until": _("time"),
    "language": _("language"),
    "mark": _("mark"),
    "source": _("link it came by"),
    "email_index": _("address"),
    "name_index": _("name"),
}


def fates(petition: Petition) -> dict[str, int]:
    """Counts by what became of them; those deleted unconfirmed are among the received, and so are
    those whose rows went after their owners took them back.
    """
    counts = {fate: Count("pk", filter=which) for fate, which in FATES.items()}
    numbers: dict[str, int] = Signature.objects.filter(petition=petition).aggregate(**counts)
    expired = Expiry.objects.of(petition.pk)
    online, in_person = Expiry.objects.taken_back(petition.pk)
    return numbers | {
        "received": numbers["received"] + expired + online,
        "expired": expired,
        "confirmed": numbers["confirmed"] + online,
        "withdrawn": numbers["withdrawn"] + online + in_person,
    }


def rules(petition: Petition) -> dict[str, Any]:
    """Behind those counts: which rule marked, held or struck out how many, and how the others came
    in. Names of rules only; what they mean is said by the papers.
    """
    return {
        "marked": _by(_suspect(petition), "mark"),
        "held": _by(_suspect(petition).filter(FATES["held"]), "mark"),
        "struck_out": struck_out(petition),
        "in_person": _by(Signature.objects.filter(FATES["in_person"], petition=petition), "way"),
        "known_already": known_already(petition),
    }


def struck_out(petition: Petition) -> list[dict[str, Any]]:
    """By the reason that readers are told and by what was looked at, the most first."""
    decisions = {each.pk: each for each in Invalidation.objects.filter(petition=petition)}
    numbers: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for decision_id, number in _gone(petition).values_list("invalidation").annotate(Count("pk")):
        decision = decisions.get(decision_id)
        rule = decision.rule if decision else Invalidation.Rule.OTHER.value
        numbers[rule, looked_at(decision.criteria) if decision else ()] += number
    return [
        {"rule": rule, "looked_at": list(fields), "number": number}
        for (rule, fields), number in sorted(numbers.items(), key=lambda each: (-each[1], each[0]))
    ]


def looked_at(criteria: Iterable[str]) -> tuple[str, ...]:
    """Names of LOOKED_AT in its order; a span of time is one of them."""
    chosen = [name for name in LOOKED_AT if name in set(criteria)]
    return tuple("since" if name == "until" else name for name in chosen if _is_first(name, chosen))


def struck_out_by_day(petition: Petition, days: int) -> list[dict[str, Any]]:
    """By day (UTC) and reason, the newest first; `days` lines at most."""
    day = TruncDate("invalidated_at", tzinfo=UTC)
    grouped = _gone(petition).values(day=day, rule=F("invalidation__rule"))
    newest = grouped.annotate(number=Count("pk")).order_by("-day", "rule")[:days]
    return [dict(row) for row in newest]


def known_already(petition: Petition) -> int:
    """Lines of lists and sheets whose people had signed before: they were not counted again."""
    sheets = Sheet.objects.filter(collection__petition=petition, state=Sheet.State.DONE)
    told = sheets.values_list("numbers", flat=True)
    return sum(numbers.get(fate, 0) for numbers in told for fate in KNOWN_ALREADY)


def _is_first(name: str, chosen: list[str]) -> bool:
    return name != "until" or "since" not in chosen


def _gone(petition: Petition) -> QuerySet[Signature]:
    return Signature.objects.filter(FATES["invalidated"], petition=petition)


def _suspect(petition: Petition) -> QuerySet[Signature]:
    return Signature.objects.filter(petition=petition, mark__in=SUSPECT)


def _by(rows: QuerySet[Signature], field: str) -> dict[str, int]:
    return dict(rows.order_by(field).values_list(field).annotate(number=Count("pk")))
