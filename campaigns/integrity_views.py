"""A petition's numbers for everybody: what became of all it received, and from which states.

The same for all readers and kept by caches; both are a day old, by intent.
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.addresses import integrity_url
from campaigns.area_names import area_name
from campaigns.area_snapshots import AreaSnapshot
from campaigns.integrity import TOLD, labels, rule_name, told
from campaigns.integrity_reports import IntegrityReport
from campaigns.models import CampaignPage, Petition
from campaigns.small_cells import LEAST
from cms.languages import NATIVE_NAMES
from cms.reading import Head, set_head


@require_safe
def show_integrity(request: HttpRequest, public_id: UUID, language: str) -> HttpResponse:
    pages = CampaignPage.objects.live().select_related("petition", "locale")
    found = {
        page.locale.language_code: page for page in pages.filter(petition__public_id=public_id)
    }
    if language not in found:
        raise Http404
    page = found[language]
    title = _("Every signature accounted for")
    set_head(request, Head(title, page.title, alternates=_alternates(request, found, language)))
    context = {"campaign": page, "title": title, "least": LEAST}
    context |= {"report": _report(page.petition), "areas": _areas(page.petition)}
    return render(request, "campaigns/integrity.html", context)


def _alternates(
    request: HttpRequest, found: dict[str, CampaignPage], language: str
) -> list[dict[str, Any]]:
    return [
        {
            "language": code,
            "label": NATIVE_NAMES[code],
            "url": request.build_absolute_uri(integrity_url(page.petition.public_id, code)),
            "is_current": code == language,
        }
        for code, page in sorted(found.items())
    ]


def _report(petition: Petition) -> dict[str, Any] | None:
    report = IntegrityReport.objects.filter(petition=petition).order_by("-day").first()
    if report is None:
        return None
    names = labels()
    rows = [told(report.numbers[key]) | {"label": names[key]} for key in TOLD]
    rules = [
        told(row["number"]) | {"rule": rule_name(row["rule"]), "day": parse_date(row["day"])}
        for row in report.numbers["rules"]
    ]
    return {"day": report.day, "rows": rows, "rules": rules}


def _areas(petition: Petition) -> dict[str, Any] | None:
    """The newest snapshot; none before the first area has enough people."""
    snapshot = AreaSnapshot.objects.filter(petition=petition).order_by("-at").first()
    if snapshot is None or not snapshot.cells:
        return None
    cells = [{"name": area_name(area), "number": each} for area, each in snapshot.cells.items()]
    return {
        "day": snapshot.at,
        "rows": sorted(cells, key=lambda cell: (-cell["number"], cell["name"])),
        "rest": snapshot.rest,
    }
