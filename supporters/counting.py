"""How many supporters there are: counts alone, for the staff."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncWeek

from cms.languages import LANGUAGES, NATIVE_NAMES
from supporters.days import today
from supporters.models import AskedDay, Consent, Departure, Newcomer, Supporter

WEEKS = 8


@dataclass(frozen=True)
class InLanguage:
    """Of one language, or of those whose language is not known (an empty one)."""

    language: str
    reachable: int = 0
    paused: int = 0
    pending: int = 0
    to_be_asked: int = 0

    @property
    def name(self) -> str:
        return NATIVE_NAMES.get(self.language, "")


@dataclass(frozen=True)
class Numbers:
    languages: list[InLanguage]
    left: list[tuple[date, int]]
    asked_today: int

    @property
    def reachable(self) -> int:
        return sum(each.reachable for each in self.languages)


def numbers() -> Numbers:
    """Four statements, whatever the numbers."""
    asked = AskedDay.objects.filter(day=today()).values_list("number", flat=True).first()
    return Numbers(_by_language(), _left_by_week(), asked or 0)


def _by_language() -> list[InLanguage]:
    here, waiting = _supporters(), _newcomers()
    return [
        InLanguage(language, **here.get(language, {}), to_be_asked=waiting.get(language, 0))
        for language in (*LANGUAGES, "")
    ]


def _supporters() -> dict[str, dict[str, Any]]:
    """Whoever is asked in both languages at this moment is of none."""
    unknown = Consent.objects.filter(supporter=OuterRef("pk"), language="")
    is_asked = Q(Exists(unknown), confirmed_on=None)
    paused = Q(paused_until__gt=today())
    of = Supporter.objects.filter(left_on=None).values("language").order_by("language")
    rows = of.annotate(
        reachable=Count("pk", filter=Q(confirmed_on__isnull=False) & ~paused),
        paused=Count("pk", filter=Q(confirmed_on__isnull=False) & paused),
        pending=Count("pk", filter=Q(confirmed_on=None)),
        unknown=Count("pk", filter=is_asked),
    )
    found: dict[str, dict[str, Any]] = {"": {"pending": 0}}
    for row in rows:
        found[row["language"]] = {
            "reachable": row["reachable"],
            "paused": row["paused"],
            "pending": row["pending"] - row["unknown"],
        }
        found[""]["pending"] += row["unknown"]
    return found


def _newcomers() -> dict[str, int]:
    rows = Newcomer.objects.values("language").order_by("language").annotate(number=Count("pk"))
    return {row["language"]: row["number"] for row in rows}


def _left_by_week() -> list[tuple[date, int]]:
    """Monday and number, the newest week first; who left at another tool is not counted."""
    monday = today() - timedelta(days=today().weekday())
    mondays = [monday - timedelta(weeks=back) for back in range(WEEKS)]
    ways = (Departure.Way.LEFT, Departure.Way.ERASED)
    rows = Departure.objects.filter(way__in=ways, left_on__gte=mondays[-1])
    weeks = rows.annotate(week=TruncWeek("left_on")).values_list("week").order_by("week")
    counts = dict(weeks.annotate(number=Count("pk")))
    return [(week, counts.get(week, 0)) for week in mondays]
