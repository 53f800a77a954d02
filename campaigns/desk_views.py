"""The campaigner's desk: numbers of petitions, and no name on any of its screens."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.generic import View

from campaigns.desk import desk, overview
from campaigns.desk_files import numbers_csv
from campaigns.models import Petition
from cms.languages import LANGUAGES, language_name

RIGHT = "campaigns.view_petition"


class NumbersView(View):
    """For those who may see petitions."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class OverviewView(NumbersView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "campaigns/admin/desk_overview.html", {"rows": overview()})


class PetitionView(NumbersView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        petition = get_object_or_404(Petition, pk=pk)
        context = desk(petition) | {
            "petition": petition,
            "languages": [language_name(language) for language in LANGUAGES],
            "may_change": request.user.has_perm("campaigns.change_petition"),
        }
        return render(request, "campaigns/admin/desk.html", context)


class FileView(NumbersView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        petition = get_object_or_404(Petition, pk=pk)
        answer = HttpResponse(numbers_csv(petition), content_type="text/csv; charset=utf-8")
        name = _("petition-%(number)s.csv") % {"number": petition.pk}
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
