"""The numbers of the campaigner's desk: from the journals, in a constant number of queries.

The count is who confirmed online; who signed in person stands in a column of its own and is never
added to it. No number here says anything about one person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.area_names import UNKNOWN, area_name
from campaigns.charts import Days, draw
from campaigns.comparing_shares import Share
from campaigns.confirm_rates import causes, lagging, rates, together
from campaigns.models import DayTally, Petition, Signature, SourceTally, Tally
from campaigns.source_names import source_names
from campaigns.tallies import Journal
from cms.languages import LANGUAGES, language_name

MOST_AREAS, MOST_SOURCES = 10, 20
FEWEST = 10  # signatures of an area that may be told in a file


@dataclass
class Line:
    """One line of a table: confirmed online by language, and in person beside them."""

    name: str = ""
    online: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LANGUAGES, 0))
    in_person: int = 0

    @property
    def cells(self) -> list[int]:
        return [self.online[language] for language in LANGUAGES]

    @property
    def count(self) -> int:
        return sum(self.cells)


Lines = Mapping[Any, Line]


def overview() -> list[dict[str, Any]]:
    """Every petition, the open ones first; four queries, however many they are."""
    petitions = list(Petition.objects.order_by("-pk"))
    totals = _totals(Tally.objects.all())
    today = _totals(DayTally.objects.filter(day=_today()))
    found = rates(Signature.objects.filter(petition__in=petitions))
    petitions.sort(key=lambda petition: not petition.is_open)
    return [
        {
            "petition": each,
            "state": _state(each),
            "count": totals[each.pk]["online"],
            "in_person": totals[each.pk]["in_person"],
            "today": today[each.pk]["online"],
            "goal": each.goal_at(totals[each.pk]["online"]),
            "rate": together(found[each.pk]).percent if each.pk in found else None,
            "lagging": _named(lagging(found[each.pk])) if each.pk in found else "",
        }
        for each in petitions
    ]


def desk(petition: Petition, *, fewest: int = 1) -> dict[str, Any]:
    """All tables of one petition; areas with less than `fewest` signatures go to the others."""
    areas, days = lines(Tally, petition, "area"), lines(DayTally, petition, "day")
    total = _sum(areas.values(), _("All"))
    shares = rates(petition.signatures.all()).get(petition.pk, {})
    return {
        "state": _state(petition),
        "total": total,
        "today": days[_today()] if _today() in days else Line(),
        "goal": petition.goal_at(total.count),
        "areas": _areas(areas, fewest),
        "sources": _sources(petition),
        "days": days,
        "chart": draw(_online(days), until=_until(petition, days)),
        "rate": together(shares).percent if shares else None,
        "rates": [_rate(language, share) for language, share in shares.items()],
        "lagging": _named(lagging(shares)) if shares else "",
        "causes": causes(petition),
    }


def lines(journal: type[Journal], petition: Petition, entry: str) -> dict[Any, Line]:
    """What a journal says of a petition, by its own entries."""
    rows = journal.objects.filter(petition=petition).order_by(entry)
    found: dict[Any, Line] = defaultdict(Line)
    for key, language, in_person, count in rows.values_list(
        entry, "language", "is_in_person", "count"
    ):
        if in_person:
            found[key].in_person += count
        else:
            found[key].online[language] += count
    return dict(found)


def _areas(areas: Lines, fewest: int) -> list[Line]:
    for area, line in areas.items():
        line.name = _("Not said") if area == UNKNOWN else area_name(area)
    known = {area: line for area, line in areas.items() if line.count or line.in_person}
    return _first(known.values(), MOST_AREAS, _("All others"), fewest)


def _sources(petition: Petition) -> list[Line]:
    found = lines(SourceTally, petition, "source")
    names = source_names(petition, found)
    for source, line in found.items():
        line.name = names[source]
    known = [line for line in found.values() if line.count or line.in_person]
    return _first(known, MOST_SOURCES, _("All others"), 1)


def _first(found: Iterable[Line], most: int, others: str, fewest: int) -> list[Line]:
    """The largest ones, and a line for all others."""
    ordered = sorted(found, key=lambda line: (-line.count - line.in_person, line.name))
    large = [line for line in ordered if line.count + line.in_person >= fewest]
    small = [line for line in ordered if line.count + line.in_person < fewest]
    rest = large[most:] + small
    return [*large[:most], _sum(rest, others)] if rest else large


def _sum(found: Iterable[Line], name: str) -> Line:
    total = Line(name)
    for line in found:
        total.in_person += line.in_person
        for language in LANGUAGES:
            total.online[language] += line.online[language]
    return total


def _totals(rows: Any) -> dict[int, dict[str, int]]:
    sums = {
        "online": Sum("count", filter=Q(is_in_person=False), default=0),
        "in_person": Sum("count", filter=Q(is_in_person=True), default=0),
    }
    found: dict[int, dict[str, int]] = defaultdict(lambda: {"online": 0, "in_person": 0})
    for row in rows.order_by().values("petition_id").annotate(**sums):
        found[row["petition_id"]] = row
    return found


def _online(days: Lines) -> Days:
    return {day: line.online for day, line in days.items()}


def _until(petition: Petition, days: Lines) -> date:
    """An open petition's chart ends today, another one's with its last signature."""
    return max(days) if days and not petition.is_open else _today()


def _rate(language: str, share: Share) -> dict[str, Any]:
    return {"language": _named(language), "share": share}


def _state(petition: Petition) -> str:
    return str(Petition.State(petition.state_shown).label)


def _named(language: str) -> str:
    return language_name(language) if language else ""


def _today() -> date:
    """The day of the journals is UTC's."""
    return timezone.now().date()
