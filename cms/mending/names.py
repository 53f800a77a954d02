"""Taking a name down: first a search that changes nothing, then the same form again to confirm."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from cms.finding_names import find_name
from cms.mending.forms import NameForm
from cms.rights import check_may_tell_everyone
from cms.taking_names_down import take_down_name

CONFIRM = "confirm"


def take_down(request: HttpRequest) -> HttpResponse:
    check_may_tell_everyone(request.user, get_object_or_404(Site, is_default_site=True))  # type: ignore[arg-type]
    form = NameForm(request.POST or None)
    finding = None
    if request.method == "POST" and form.is_valid():
        if CONFIRM in request.POST:
            reason = form.cleaned_data["reason"]
            done = take_down_name(form.removal, by=request.user, reason=reason)  # type: ignore[arg-type]
            messages.success(request, removed(done.total))
            return redirect("mend_name")
        finding = find_name(form.removal)
    facts = {"form": form, "finding": finding}
    return render(request, "cms/mending/take_down_name.html", facts)


def removed(number: int) -> str:
    if not number:
        return _("The name stands nowhere.")
    return ngettext(
        "The name is removed from %(count)d place.",
        "The name is removed from %(count)d places.",
        number,
    ) % {"count": number}
