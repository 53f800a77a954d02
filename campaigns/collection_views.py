"""Screens of the admin about what is collected in person: start a rally, see each collection, undo
one, and print sheets.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from campaigns import kiosk
from campaigns.collected import RIGHT, Collection
from campaigns.models import CampaignPage, Petition
from campaigns.paper import draw_sheet
from campaigns.rally_forms import StartForm
from campaigns.rallying import start_rally
from campaigns.undoing import undo
from cms.answering import see_other
from cms.languages import LANGUAGES, NATIVE_NAMES

NEWEST = 100


class Collecting(View):
    """For who may collect signatures; no answer is kept by a browser."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response


class CollectionsView(Collecting):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(StartForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Start a rally: from here on this session is the tablet's."""
        form = StartForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        place, started = form.cleaned_data["place"], {}
        for petition in form.cleaned_data["petitions"]:
            started[petition.public_id] = start_rally(petition, request.user, place)  # type: ignore[arg-type]
        kiosk.lock(request, started)
        return see_other(reverse("rally_form", args=[get_language(), next(iter(started))]))

    def show(self, form: StartForm, *, status: int = 200) -> HttpResponse:
        newest = Collection.objects.with_numbers().order_by("-started_at")
        context = {
            "form": form,
            "collections": newest.select_related("petition", "partner", "collector", "upload")[
                :NEWEST
            ],
            "sheets": _sheets_to_print(),
        }
        return render(self.request, "campaigns/admin/collections.html", context, status=status)


class UndoView(Collecting):
    """Asks once more before the signatures of a collection are deleted."""

    def get(self, request: HttpRequest, collection_id: int) -> HttpResponse:
        rows = Collection.objects.with_numbers().select_related("petition", "partner")
        collection = get_object_or_404(rows, pk=collection_id, undo_asked_at=None)
        return render(request, "campaigns/admin/undo.html", {"collection": collection})

    def post(self, request: HttpRequest, collection_id: int) -> HttpResponse:
        undo(get_object_or_404(Collection, pk=collection_id))
        messages.success(request, _("It is being undone. Its signatures are deleted."))
        return redirect("rally")


class PaperView(Collecting):
    def get(self, request: HttpRequest, petition_id: int, language: str) -> HttpResponse:
        pages = CampaignPage.objects.live().select_related("petition", "locale")
        page = pages.filter(petition_id=petition_id, locale__language_code=language).first()
        if page is None or page.petition.exposure == Petition.Exposure.SEALED:
            raise Http404
        response = HttpResponse(draw_sheet(page.petition, page), content_type="application/pdf")
        response.headers["Content-Disposition"] = f'attachment; filename="{page.slug}.pdf"'
        return response


def _sheets_to_print() -> list[dict[str, Any]]:
    """The open petitions, each with the languages that it has a page in."""
    pages = CampaignPage.objects.live().filter(petition__in=Petition.objects.open())
    pages = pages.exclude(petition__exposure=Petition.Exposure.SEALED)
    by_petition: dict[Petition, list[str]] = {}
    for page in pages.select_related("petition", "locale").order_by("petition__name"):
        by_petition.setdefault(page.petition, []).append(page.locale.language_code)
    return [
        {
            "petition": petition,
            "languages": [
                {
                    "name": NATIVE_NAMES[code],
                    "code": code,
                    "url": reverse("paper_sheet", args=[petition.pk, code]),
                }
                for code in LANGUAGES
                if code in codes
            ],
        }
        for petition, codes in by_petition.items()
    ]
