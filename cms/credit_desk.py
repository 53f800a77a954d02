"""Where editors credit the translator of a page: a button in the list of pages, and its form."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.attributing import LONGEST_NAME, NameRefused, credit_translator, translator_of
from cms.models import BasePage


class CreditForm(forms.Form):
    name = forms.CharField(
        label=_("Translated by"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Printed under this version. Leave it empty to print nobody."),
    )


class CreditView(View):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        return self._show(request, CreditForm(initial={"name": translator_of(self.page)}))

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        form = CreditForm(request.POST)
        if form.is_valid():
            try:
                credit_translator(self.page, form.cleaned_data["name"])
            except NameRefused as refusal:
                form.add_error("name", str(refusal))
            else:
                messages.success(request, gettext("The credit is saved."))
                return redirect("wagtailadmin_explore", self.page.get_parent().pk)
        return self._show(request, form)

    def _show(self, request: HttpRequest, form: CreditForm) -> HttpResponse:
        status = 422 if form.errors else 200
        context = {"form": form, "page": self.page}
        return render(request, "cms/admin/credit.html", context, status=status)


@hooks.register("register_admin_urls")
def credit_address() -> list[URLPattern]:
    return [path("credit/<int:page_id>/", CreditView.as_view(), name="credit_translator")]


@hooks.register("register_page_listing_more_buttons")
def offer_the_credit(
    page: Page, user: Any, next_url: str | None = None, **options: Any
) -> Iterator[Button]:
    """On pages of ours that have another language; the model is asked, not the database."""
    is_ours = issubclass(page.specific_class, BasePage) and page.depth > 2
    if is_ours and page.permissions_for_user(user).can_edit():
        yield Button(
            gettext("Credit the translator"),
            reverse("credit_translator", args=[page.pk]),
            icon_name="user",
            priority=65,
        )
