"""The panel of a pair: how and when both versions go live, and what they wait for."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail import hooks
from wagtail.models import Page

from cms.guarding import Guarded
from cms.pairs import Pair, pair_of
from cms.permitting import may_publish_all
from cms.refusing import PublicationRefused
from cms.releasing import agree, withdraw
from cms.standing import GATE_HELP, sides_of

FARTHEST = timedelta(days=5 * 366)


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class AgreementForm(forms.Form):
    gate = forms.ChoiceField(
        label=_("Both versions go live"), choices=Pair.Gate.choices, widget=forms.RadioSelect
    )
    embargo_at = forms.DateTimeField(
        label=_("Not before"),
        required=False,
        widget=MomentInput(),
        help_text=_("Neither version goes live before this time, by any way."),
    )

    def clean_embargo_at(self) -> Any:
        moment = self.cleaned_data["embargo_at"]
        if moment is None:
            return None
        if not timezone.now() < moment < timezone.now() + FARTHEST:
            raise ValidationError(gettext("Choose a time between now and five years from now."))
        return moment


class PairView(View):
    """Whoever may edit the page sees the panel; who may publish both versions may change it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.page: Any = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not issubclass(type(self.page), Guarded):
            raise PermissionDenied
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.may_change = may_publish_all(self.page, request.user)  # type: ignore[arg-type]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        pair = pair_of(self.page)
        is_ahead = pair.embargo_at is not None and pair.embargo_at > timezone.now()
        facts = {"gate": pair.gate, "embargo_at": pair.embargo_at if is_ahead else None}
        return self._panel(AgreementForm(initial=facts))

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        if not self.may_change:
            raise PermissionDenied
        if language := request.POST.get("withdraw"):
            return self._withdraw(language)
        form = AgreementForm(request.POST)
        if not form.is_valid():
            return self._panel(form, status=400)
        try:
            agree(self.page, form.cleaned_data["gate"], form.cleaned_data["embargo_at"])
            messages.success(request, gettext("Saved."))
        except PublicationRefused as refusal:
            messages.warning(request, str(refusal))
        return redirect("cms_pair", self.page.pk)

    def _withdraw(self, language: str) -> HttpResponse:
        versions = self.page.get_translations(inclusive=True)
        for version in versions.filter(locale__language_code=language.replace("\0", "")):
            withdraw(version)
            messages.success(self.request, gettext("It is no longer marked as ready."))
        return redirect("cms_pair", self.page.pk)

    def _panel(self, form: AgreementForm, *, status: int = 200) -> HttpResponse:
        user = self.request.user
        sides = [
            {
                "side": side,
                "may_edit": bool(side.subject)
                and side.subject.permissions_for_user(user).can_edit(),
            }
            for side in sides_of(self.page)
        ]
        context = {
            "page": self.page,
            "form": form,
            "sides": sides,
            "gates": [(value, label, GATE_HELP[value]) for value, label in Pair.Gate.choices],
            "chosen": form["gate"].value(),
            "may_change": self.may_change,
        }
        return render(self.request, "cms/admin/pair.html", context, status=status)


@hooks.register("register_admin_urls")
def register_the_panel() -> list[URLPattern]:
    return [path("pairs/<int:page_id>/", PairView.as_view(), name="cms_pair")]
