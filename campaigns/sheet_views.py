"""Screens of a list on its way in: upload, columns and preview, progress. Verbs: importing.py."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from wagtail.admin import messages

from campaigns.collection_views import Collecting
from campaigns.columns import Fault
from campaigns.importing import ColumnsMissing, NotStarted, cancel, start, upload
from campaigns.in_person import NotInPerson
from campaigns.keys import open_keys
from campaigns.models import Petition
from campaigns.planning import Fate, plan
from campaigns.sheet_forms import ColumnsForm, UploadForm
from campaigns.sheets import Sheet
from cms.uploading import InMemory
from vault.keystore import KeyMissing
from vault.sealing import CannotUnseal

FATES = {
    Fate.NEW: pgettext_lazy("a row", "new"),
    Fate.KNOWN: pgettext_lazy("a row", "signed before"),
    Fate.TWICE: pgettext_lazy("a row", "twice in this file"),
    Fate.DOUBTFUL: pgettext_lazy("a row", "perhaps twice"),
    Fate.INVALID: pgettext_lazy("a row", "cannot be taken in"),
}
NUMBERS = {
    Fate.NEW: ngettext_lazy("%(number)s new", "%(number)s new", "number"),
    Fate.KNOWN: ngettext_lazy("%(number)s signed before", "%(number)s signed before", "number"),
    Fate.TWICE: ngettext_lazy(
        "%(number)s twice in this file", "%(number)s twice in this file", "number"
    ),
    Fate.DOUBTFUL: ngettext_lazy("%(number)s perhaps twice", "%(number)s perhaps twice", "number"),
    Fate.INVALID: ngettext_lazy(
        "%(number)s cannot be taken in", "%(number)s cannot be taken in", "number"
    ),
}
FAULTS = {
    Fault.NAME: gettext_lazy("The name is missing or cannot be shown."),
    Fault.EMAIL: gettext_lazy("The e-mail address is not one."),
    Fault.ZIP: gettext_lazy("The ZIP code is not one of the United States."),
    Fault.STATE: gettext_lazy("The state is not written in two letters."),
    Fault.DATE: gettext_lazy("The day cannot be read, or has not come yet."),
}


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class UploadView(Collecting):
    """The token is checked here and not before: reading the form decides where its file goes."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        request.upload_handlers = [InMemory(request)]
        return self.protected(request, *args, **kwargs)

    @method_decorator(csrf_protect)
    def protected(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        petition = get_object_or_404(Petition, pk=kwargs["petition_id"])
        return super().dispatch(request, petition)

    def get(self, request: HttpRequest, petition: Petition) -> HttpResponse:
        return self.show(petition, UploadForm(petition))

    def post(self, request: HttpRequest, petition: Petition) -> HttpResponse:
        form = UploadForm(petition, request.POST, request.FILES)
        if not form.is_valid():
            return self.show(petition, form, status=422)
        try:
            source = form.provenance(request.user)  # type: ignore[arg-type]
            sheet = upload(petition, form.cleaned_data["file"], source)
        except NotInPerson:
            form.add_error(None, _("A sealed petition takes no lists: no file may hold its names."))
        except NotStarted:
            form.add_error(None, _("This petition is a draft: nobody could have signed it."))
        except KeyMissing:
            form.add_error(None, _("This does not work right now. Please try again in a moment."))
        else:
            return redirect("sheet", sheet.pk)
        return self.show(petition, form, status=409)

    def show(self, petition: Petition, form: UploadForm, *, status: int = 200) -> HttpResponse:
        context = {"petition": petition, "form": form}
        template = "campaigns/admin/upload_sheet.html"
        return render(self.request, template, context, status=status)


class SheetView(Collecting):
    """One list: its columns and preview while it waits, then how far it is."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        rows = Sheet.objects.select_related("collection__petition", "collection__partner")
        self.sheet = get_object_or_404(rows, pk=kwargs["sheet_id"])
        try:
            return super().dispatch(request, *args, **kwargs)
        except (KeyMissing, CannotUnseal):
            messages.error(request, _("This list cannot be opened right now."))
            return redirect("rally")

    def get(self, request: HttpRequest, sheet_id: int) -> HttpResponse:
        if self.sheet.state == Sheet.State.MAPPING:
            return self.show_waiting(None)
        response = render(request, "campaigns/admin/sheet.html", self.context())
        if self.sheet.state == Sheet.State.RUNNING:
            response.headers["Refresh"] = "3"
        return response

    def post(self, request: HttpRequest, sheet_id: int) -> HttpResponse:
        deed = request.POST.get("deed", "")
        if deed == "cancel":
            cancel(self.sheet)
        elif self.sheet.state != Sheet.State.MAPPING:
            messages.error(request, _("This list does not wait any more."))
        elif deed == "start":
            return self.start()
        else:
            return self.name_columns()
        return redirect("sheet", self.sheet.pk)

    def name_columns(self) -> HttpResponse:
        form = ColumnsForm(self.headings(), self.request.POST)
        if not form.is_valid():
            return self.show_waiting(form, status=422)
        waiting = Sheet.objects.filter(pk=self.sheet.pk, state=Sheet.State.MAPPING)
        waiting.update(columns=form.columns())
        return redirect("sheet", self.sheet.pk)

    def start(self) -> HttpResponse:
        typed = self.request.POST.getlist("leave_out")
        numbers = [int(number) for number in typed if number.isdecimal()]
        try:
            start(self.sheet, numbers, without_doubtful="leave_out_doubtful" in self.request.POST)
        except ColumnsMissing:
            messages.error(self.request, _("Say which column has the names."))
        return redirect("sheet", self.sheet.pk)

    @sensitive_variables()
    def show_waiting(self, form: ColumnsForm | None, *, status: int = 200) -> HttpResponse:
        headings, made = self.headings(), plan(self.sheet)
        chosen = {field: str(at) for field, at in self.sheet.columns.items()}
        context = self.context() | {
            "form": form or ColumnsForm(headings, initial=chosen),
            "headings": headings,
            "doubtful": made.doubtful,
            "all_doubtful": len(made.all_doubtful),
            "first": [(row, FATES[row.fate]) for row in made.first],
            "numbers": _told(made.numbers),
            "invalid": [(row.number, FAULTS[row.fault]) for row in made.invalid if row.fault],
        }
        return render(self.request, "campaigns/admin/sheet_waits.html", context, status=status)

    def headings(self) -> list[str]:
        keys = open_keys(self.sheet.collection.petition.public_id)
        return self.sheet.opened(keys, "headings", self.sheet.sealed_headings)

    def context(self) -> dict[str, Any]:
        collection = self.sheet.collection
        return {
            "sheet": self.sheet,
            "collection": collection,
            "petition": collection.petition,
            "numbers": _told(self.sheet.numbers),
        }


def _told(numbers: dict[Any, int]) -> list[str]:
    """How many rows meet each fate, in whole phrases: their words agree with the number."""
    return [said % {"number": numbers[fate]} for fate, said in NUMBERS.items() if numbers.get(fate)]
