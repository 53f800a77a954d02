"""The form of a correction: two texts, what readers will see, and what was corrected before."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page

from cms.correcting import correct, withdraw_correction
from cms.corrections import LONGEST, Correction
from cms.languages import LANGUAGES
from cms.mending.forms import TextsForm
from cms.rights import check_may_tell

PREVIEW = "preview"


def page_for(pk: int, purpose: str) -> Page:
    """The specific page, if it takes what is to be done with it. Raises Http404."""
    page = get_object_or_404(Page, pk=pk).specific
    if not getattr(page, purpose, False):
        raise Http404
    return page


def correct_page(request: HttpRequest, page_pk: int) -> HttpResponse:
    page = page_for(page_pk, "takes_corrections")
    check_may_tell(page, request.user)  # type: ignore[arg-type]
    form = TextsForm(request.POST or None, longest=LONGEST)
    is_asked = request.method == "POST" and form.is_valid()
    if is_asked and PREVIEW not in request.POST:
        correct(page, form.texts, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The correction can be read in both languages now."))
        return redirect("mend_correct", page_pk)
    return render(request, "cms/mending/correct.html", _facts(page, form))


@require_POST
def withdraw(request: HttpRequest, page_pk: int, pk: int) -> HttpResponse:
    page = page_for(page_pk, "takes_corrections")
    found = get_object_or_404(Correction, pk=pk, translation_key=page.translation_key)
    withdraw_correction(found, page, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The correction is withdrawn in both languages."))
    return redirect("mend_correct", page_pk)


def _facts(page: Any, form: TextsForm) -> dict[str, Any]:
    versions = page.get_translations(inclusive=True).select_related("locale")
    titles = {each.locale.language_code: each.title for each in versions}
    typed = form.data if form.is_bound else {}
    previews = [
        {
            "language": code,
            "title": titles.get(code, ""),
            "text": typed.get(form.name_of(code), ""),
            "at": timezone.now(),
        }
        for code in LANGUAGES
    ]
    return {
        "page": page,
        "form": form,
        "previews": previews,
        "earlier": Correction.objects.of(page.translation_key),
    }
