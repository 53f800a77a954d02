"""What all screens of the staff about supporters ask first, and the screen of numbers."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views import View

from outbox.opening import why_shut
from supporters.brought_lists import BRING, EXPORT, BroughtList
from supporters.counting import numbers
from supporters.exporting import export

NEWEST = 50


class Staff(View):
    """Whoever has one of the rights; every answer is `no-store`."""

    rights: tuple[str, ...] = (BRING, EXPORT)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not any(request.user.has_perm(right) for right in self.rights):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response


class Bringing(Staff):
    rights = (BRING,)


class NumbersView(Staff):
    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            "numbers": numbers(),
            "asked_per_day": settings.ASKED_PER_DAY,
            "shut": why_shut(),
            "lists": BroughtList.objects.order_by("-pk")[:NEWEST],
            "may_bring": request.user.has_perm(BRING),
            "may_export": request.user.has_perm(EXPORT),
        }
        return render(request, "supporters/admin/numbers.html", context)


class ExportView(Staff):
    """A POST: a link that a browser reads ahead must not let addresses out."""

    rights = (EXPORT,)

    def post(self, request: HttpRequest) -> Any:
        response = StreamingHttpResponse(
            export(request.user), content_type="text/csv; charset=utf-8"
        )
        response.headers["Content-Disposition"] = 'attachment; filename="supporters.csv"'
        return response
