"""The quick form of a live story: one text per language, and the entries so far."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page

from cms.entries import LONGEST, LiveEntry
from cms.languages import LANGUAGES
from cms.mending.corrections import page_for
from cms.mending.forms import TextsForm
from cms.permitting import may_publish_all
from cms.publishing import RightMissing
from cms.reporting import mend_entry, report, withdraw_entry

SHOWN = 50  # entries on the form's page


def report_on(request: HttpRequest, page_pk: int) -> HttpResponse:
    page = page_for(page_pk, "takes_entries")
    check_may_report(page, request)
    form = TextsForm(request.POST or None, longest=LONGEST, needs_all=False)
    if request.method == "POST" and form.is_valid():
        try:
            report(page, form.texts, by=request.user)  # type: ignore[arg-type]
        except RightMissing as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The entry can be read now."))
            return redirect("mend_report", page_pk)
    entries = LiveEntry.objects.of(page.translation_key)[:SHOWN]
    facts = {"page": page, "form": form, "entries": entries}
    return render(request, "cms/mending/report.html", facts)


def mend(request: HttpRequest, page_pk: int, pk: int) -> HttpResponse:
    page = page_for(page_pk, "takes_entries")
    check_may_report(page, request)
    entry = _entry(page, pk)
    initial = TextsForm.initial_of(entry)
    form = TextsForm(request.POST or None, longest=LONGEST, needs_all=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            mend_entry(entry, page, form.texts, by=request.user)  # type: ignore[arg-type]
        except RightMissing as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The entry is changed."))
            return redirect("mend_report", page_pk)
    return render(request, "cms/mending/mend_entry.html", {"page": page, "form": form})


@require_POST
def withdraw(request: HttpRequest, page_pk: int, pk: int) -> HttpResponse:
    page = page_for(page_pk, "takes_entries")
    withdraw_entry(_entry(page, pk), page, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The entry is withdrawn."))
    return redirect("mend_report", page_pk)


def check_may_report(page: Page, request: HttpRequest) -> None:
    """Raises RightMissing for whoever may publish the story in no language."""
    if not any(may_publish_all(page, request.user, [code]) for code in LANGUAGES):  # type: ignore[arg-type]
        raise RightMissing(page, _("You may not publish this page in this language."))


def _entry(page: Page, pk: int) -> LiveEntry:
    return get_object_or_404(LiveEntry, pk=pk, translation_key=page.translation_key)
