"""Screens of a list on its way in: upload, dry run, progress. Its verb is bringing.py."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from wagtail.admin import messages

from cms.uploading import InMemory
from supporters.bringing import AddressesMissing, NotWaiting, cancel, read_as, start, upload
from supporters.brought_lists import UNDO_DAYS, BroughtList
from supporters.columns import tool_of
from supporters.judging import Fate
from supporters.list_forms import ReadingForm, UploadForm
from supporters.planning import Plan, plan
from supporters.refused_lines import FATES, lines_of, told
from supporters.staff_views import Bringing
from supporters.taking_back import TooLate, undo
from vault.sealing import CannotUnseal


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class UploadView(Bringing):
    """The token is checked here and not before: reading the form decides where its file goes."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        request.upload_handlers = [InMemory(request)]
        return self.protected(request, *args, **kwargs)

    @method_decorator(csrf_protect)
    def protected(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form, status=422)
        said = form.cleaned_data
        brought = upload(said["file"], source=said["source"], holds=said["holds"], by=request.user)
        return redirect("hub_list", brought.pk)

    def show(self, form: UploadForm, *, status: int = 200) -> HttpResponse:
        template = "supporters/admin/upload.html"
        return render(self.request, template, {"form": form}, status=status)


class ListView(Bringing):
    """One list: how it is read and what would happen while it waits, then how far it is."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.brought = get_object_or_404(BroughtList, pk=kwargs["list_id"])
        try:
            return super().dispatch(request, *args, **kwargs)
        except CannotUnseal:
            messages.error(request, _("This list cannot be opened right now."))
            return redirect("hub_supporters")

    def get(self, request: HttpRequest, list_id: int) -> HttpResponse:
        if self.brought.state == BroughtList.State.WAITING:
            return self.show_waiting(None)
        context = progress_of(self.brought) | {"brought": self.brought, "days": UNDO_DAYS}
        return render(request, "supporters/admin/list.html", context)

    def post(self, request: HttpRequest, list_id: int) -> HttpResponse:
        deed = request.POST.get("deed", "")
        deeds = {"start": self.start, "cancel": self.cancel, "undo": self.undo}
        if deed == "refused":
            return self.refused()
        if deed in deeds:
            deeds[deed]()
            return redirect("hub_list", list_id)
        return self.read_anew()

    def read_anew(self) -> HttpResponse:
        if self.brought.state != BroughtList.State.WAITING:
            return self.too_late()
        form = ReadingForm(self.brought, self.brought.headings(), self.request.POST)
        if not form.is_valid():
            return self.show_waiting(form, status=422)
        try:
            read_as(self.brought, form.reading)
        except NotWaiting:
            return self.too_late()
        return redirect("hub_list", self.brought.pk)

    def start(self) -> None:
        try:
            start(self.brought, self.request.user)
        except AddressesMissing:
            messages.error(self.request, _("Say which column has the e-mail addresses."))

    def cancel(self) -> None:
        cancel(self.brought, self.request.user)

    def undo(self) -> None:
        try:
            undo(self.brought, self.request.user)
        except TooLate:
            messages.error(self.request, _("It is too late to undo this list."))

    def refused(self) -> Any:
        if self.brought.state != BroughtList.State.WAITING:
            return self.too_late()
        response = StreamingHttpResponse(
            lines_of(self.brought), content_type="text/csv; charset=utf-8"
        )
        response.headers["Content-Disposition"] = 'attachment; filename="refused.csv"'
        return response

    def too_late(self) -> HttpResponse:
        messages.error(self.request, _("This list does not wait any more."))
        return redirect("hub_list", self.brought.pk)

    @sensitive_variables()
    def show_waiting(self, form: ReadingForm | None, *, status: int = 200) -> HttpResponse:
        headings, made = self.brought.headings(), self.plan()
        context = {
            "brought": self.brought,
            "form": form or ReadingForm(self.brought, headings),
            "headings": headings,
            "plan": made,
            "rows": [(row, FATES[row.fate]) for row in made.rows],
            "numbers": told(made.numbers),
            "tool": tool_of(headings),
            "asked_per_day": settings.ASKED_PER_DAY,
            "answer_days": settings.ANSWER_DAYS,
        }
        return render(self.request, "supporters/admin/list_waits.html", context, status=status)

    def plan(self) -> Plan:
        fate, page = self.request.GET.get("fate", ""), self.request.GET.get("page", "")
        fate = fate if fate in set(Fate) else ""
        number = int(page) if page.isdecimal() and len(page) < 6 else 1
        return plan(self.brought, fate=fate, page=max(1, number))


class ProgressView(Bringing):
    """How far a list is: asked every few seconds by an open page."""

    def get(self, request: HttpRequest, list_id: int) -> HttpResponse:
        brought = get_object_or_404(BroughtList, pk=list_id)
        progress = progress_of(brought)
        numbers = [[fate, str(said), number] for fate, said, number in progress["numbers"]]
        return JsonResponse(progress | {"numbers": numbers})


def progress_of(brought: BroughtList) -> dict[str, Any]:
    sentence = ngettext(
        "%(done)s of %(rows)s row read",
        "%(done)s of %(rows)s rows read",
        brought.rows,
    ) % {"done": brought.rows_done, "rows": brought.rows}
    return {
        "state": brought.state,
        "said": brought.get_state_display(),
        "sentence": sentence,
        "done": brought.rows_done,
        "rows": brought.rows,
        "is_moving": brought.state in {BroughtList.State.RUNNING, BroughtList.State.UNDOING},
        "numbers": told(brought.numbers),
    }
