"""Screens where a petition's clock is paused and goes on again; verbs are in holding.py."""

from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from campaigns.holding import (
    NOTICE,
    HeldAlready,
    HoldRefused,
    NothingLeft,
    SamePerson,
    approve_hold,
    ask_hold,
    end_hold,
    refuse_hold,
)
from campaigns.holds import RIGHT, Hold
from campaigns.models import Petition

SAID: dict[type[HoldRefused], Any] = {
    SamePerson: gettext_lazy("It takes two: somebody else has to approve it."),
    HeldAlready: gettext_lazy("It is asked for, or paused already."),
    NothingLeft: gettext_lazy("The names are erased already: there is nothing to keep."),
}
TOO_LATE = gettext_lazy("Somebody else was faster: look at how it stands now.")


class HoldForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why the names have to be kept"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Kept for good, read by those who may pause. Name no signer."),
    )
    covers_requests = forms.BooleanField(
        label=gettext_lazy("Signers who ask to be erased have to wait too"),
        required=False,
        help_text=gettext_lazy("Only where counsel says so. They are told, and count no more."),
    )


def for_holders(view: Any) -> Any:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        answer: HttpResponse = view(request, *args, **kwargs)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return guarded


@for_holders
def show_all(request: HttpRequest) -> HttpResponse:
    context = {
        "holds": Hold.objects.open().select_related("petition", "asked_by").order_by("-asked_at"),
        "petitions": Petition.objects.filter(held_since=None).order_by("name"),
    }
    return render(request, "campaigns/admin/holds.html", context)


@for_holders
def show_one(request: HttpRequest, pk: int) -> HttpResponse:
    petition = get_object_or_404(Petition, pk=pk)
    deed = DEEDS.get(request.POST.get("deed", ""), _ask) if request.method == "POST" else None
    form = HoldForm(request.POST if deed is _ask else None)
    if deed and (deed is not _ask or form.is_valid()):
        try:
            deed(request, petition, form)
        except HoldRefused as refused:
            messages.error(request, SAID.get(type(refused), TOO_LATE))
        return redirect("campaigns_hold", pk)
    people = ("asked_by", "approved_by", "ended_by")
    holds = petition.holds.select_related(*people).order_by("-pk")
    context = {"petition": petition, "form": form, "notice": NOTICE.days}
    context |= {"open": holds.open().first(), "past": holds.exclude(pk__in=Hold.objects.open())}
    status = 422 if form.errors else 200
    return render(request, "campaigns/admin/hold.html", context, status=status)


def _ask(request: Any, petition: Petition, form: HoldForm) -> None:
    ask_hold(petition, request.user, **form.cleaned_data)
    messages.success(request, _("Asked for. Somebody else has to approve it."))


def _approve(request: Any, petition: Petition, form: HoldForm) -> None:
    approve_hold(_open(petition), request.user)
    messages.success(request, _("The clock is paused, and readers can see it."))


def _refuse(request: Any, petition: Petition, form: HoldForm) -> None:
    refuse_hold(_open(petition), request.user)
    messages.success(request, _("It is off the table. The clock runs on."))


def _end(request: Any, petition: Petition, form: HoldForm) -> None:
    end_hold(_open(petition), request.user)
    messages.success(request, _("The clock runs again. Nothing is erased in the next days."))


DEEDS = {"ask": _ask, "approve": _approve, "refuse": _refuse, "end": _end}


def _open(petition: Petition) -> Hold:
    return Hold.objects.open().filter(petition=petition).first() or Hold()


class HoldsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)


@hooks.register("register_admin_urls")
def open_the_screens() -> list[URLPattern]:
    return [
        path("holds/", show_all, name="campaigns_holds"),
        path("petitions/<int:pk>/hold/", show_one, name="campaigns_hold"),
    ]


@hooks.register("register_admin_menu_item")
def show_in_the_menu() -> MenuItem:
    label = gettext_lazy("Pauses of erasures")
    return HoldsMenuItem(label, reverse("campaigns_holds"), icon_name="lock", order=430)
