"""First steps: the screens on which an administrator begins, for superusers alone.

The way here is the link of `manage.py createadmin`, a password and a second factor; no screen of
beginning is open without them.
"""

from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.actors import acting_as
from home.beginning import parts
from home.standing import OF_ANY_NEWSROOM, make_pages
from home.trying import NotEmpty, ask_for_demo, is_empty
from outbox.handing import Verdict
from outbox.inspecting.advising import records
from outbox.inspecting.asking import NoAnswer, names_at
from outbox.inspecting.inspecting_all import inspect_all
from outbox.inspecting.proving import NoAddress, mail_code
from outbox.opening import CodeIsGone, WrongCode, from_domain, is_at_home, open_bulk
from vault.checklist import Grade, all_items
from vault.custody import CopyRefused, prove_by_digest
from vault.switches import SwitchedOff

TITLE = gettext_lazy("First steps")


class DigestForm(forms.Form):
    digest = forms.CharField(
        label=gettext_lazy("What the custodian read: 64 letters and digits"), max_length=200
    )

    def clean_digest(self) -> str:
        digest = str(self.cleaned_data["digest"])
        try:
            prove_by_digest(digest)
        except CopyRefused:
            raise forms.ValidationError(_("No copy that was made here has this.")) from None
        return digest


class AddressForm(forms.Form):
    to = forms.EmailField(label=gettext_lazy("A mailbox of yours, best with another provider"))


class CodeForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("The code from the mail"), max_length=20)

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        try:
            open_bulk(code)
        except WrongCode:
            raise forms.ValidationError(_("That is not the code of the last mail.")) from None
        except CodeIsGone:
            raise forms.ValidationError(
                _("No code waits any more: let another one be mailed.")
            ) from None
        return code


class Beginning(WagtailAdminTemplateMixin, TemplateView):
    """For superusers alone: here stands what is unsafe."""

    header_icon = "tick"
    page_title = TITLE
    http_method_names = ["get", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not getattr(request.user, "is_superuser", False):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [] if self.page_title is TITLE else [(reverse("first_steps"), TITLE)]
        return [{"url": url, "label": label} for url, label in [*above, ("", self.page_title)]]

    def again(self, **context: Any) -> HttpResponse:
        """What was typed stands in its form, with what is wrong."""
        facts = self.get_context_data(**context)
        return self.render_to_response(facts, status=HTTPStatus.UNPROCESSABLE_ENTITY)


class FirstStepsView(Beginning):
    template_name = "home/admin/first_steps.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        match request.POST.get("deed"):
            case "draft":
                self.draft()
            case "demo" if request.POST.get("sure"):
                self.fill()
            case "demo":
                messages.error(request, _("Tick the box first: the demo stays."))
        return redirect("first_steps")

    def draft(self) -> None:
        with acting_as("seed"), transaction.atomic():
            made = make_pages(OF_ANY_NEWSROOM, is_live=False)
        said = _("The drafts are there.") if made else _("They were there already.")
        messages.success(self.request, said)

    def fill(self) -> None:
        try:
            ask_for_demo(by=self.request.user.pk)
        except NotEmpty:
            messages.error(self.request, _("There are stories or petitions here already."))
        else:
            said = _("The demo is being made, which takes some minutes. Look at the site then.")
            messages.success(self.request, said)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanting = [item for item in all_items() if item.grade != Grade.SAFE]
        facts = {"parts": parts(), "wanting": wanting, "version": settings.HUB_VERSION}
        facts["may_have_demo"] = is_empty()
        return super().get_context_data(**kwargs) | facts


class KeysView(Beginning):
    """The copy itself is made on the server: no session may take all keys away."""

    template_name = "home/admin/first_steps_keys.html"
    page_title = gettext_lazy("A copy of the keys")

    def post(self, request: HttpRequest) -> HttpResponse:
        form = DigestForm(request.POST)
        if not form.is_valid():
            return self.again(form=form)
        messages.success(request, _("It is noted that the copy was opened."))
        return redirect("first_steps")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": DigestForm()} | super().get_context_data(**kwargs)


class MailView(Beginning):
    template_name = "home/admin/first_steps_mail.html"
    page_title = gettext_lazy("Mail that arrives")

    def post(self, request: HttpRequest) -> HttpResponse:
        deeds = {"look": self.look, "mail": self.mail, "code": self.code}
        deed = deeds.get(request.POST.get("deed", ""))
        return deed() if deed else redirect("first_steps_mail")

    def look(self) -> HttpResponse:
        names, bounces = names_at(""), settings.BOUNCE_ADDRESS.rpartition("@")[2]
        wanted: dict[str, Any] = {"selectors": [], "bounces": bounces}
        try:
            told = records(names, **wanted)
            found: dict[str, Any] = {"records": told, "findings": inspect_all(names, **wanted)}
        except NoAnswer:
            found = {"is_silent": True}
        return self.render_to_response(self.get_context_data(**found))

    def mail(self) -> HttpResponse:
        form = AddressForm(self.request.POST)
        if form.is_valid() and self._mailed(form):
            messages.success(self.request, _("A code was mailed. Type it here within an hour."))
            return redirect("first_steps_mail")
        return self.again(address=form)

    def _mailed(self, form: AddressForm) -> bool:
        try:
            outcome = mail_code(form.cleaned_data["to"], get_language() or "en")
        except NoAddress:
            form.add_error("to", _("That is no mail address."))
        except SwitchedOff:
            form.add_error(None, _("All mail is stopped, see Emergency stops."))
        else:
            if outcome.verdict is Verdict.ACCEPTED:
                return True
            said = {"code": outcome.code}
            form.add_error(
                None, _("The code could not be mailed; the answer was “%(code)s”.") % said
            )
        return False

    def code(self) -> HttpResponse:
        form = CodeForm(self.request.POST)
        if not form.is_valid():
            return self.again(code=form)
        messages.success(self.request, _("Broadcasts may leave now."))
        return redirect("first_steps")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        to = getattr(self.request.user, "email", "")
        forms_ = {"address": AddressForm(initial={"to": to}), "code": CodeForm()}
        facts = {"domain": from_domain(), "is_at_home": is_at_home()}
        return forms_ | facts | super().get_context_data(**kwargs)


class BeginningPanel(Component):
    """On an administrator's first screen until all of it is done."""

    name = "beginning"
    order = 5
    template_name = "home/admin/beginning_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        left = [part for part in parts() if not part.is_done]
        return {"left": left, "url": reverse("first_steps")}


@hooks.register("register_admin_urls")
def open_first_steps() -> list[URLPattern]:
    return [
        path("first-steps/", FirstStepsView.as_view(), name="first_steps"),
        path("first-steps/keys/", KeysView.as_view(), name="first_steps_keys"),
        path("first-steps/mail/", MailView.as_view(), name="first_steps_mail"),
    ]


class FirstStepsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "is_superuser", False))


@hooks.register("register_settings_menu_item")
def lead_to_first_steps() -> MenuItem:
    return FirstStepsItem(TITLE, reverse("first_steps"), icon_name="tick", order=1)


@hooks.register("construct_homepage_panels")
def say_what_is_left(request: HttpRequest, panels: list[Any]) -> None:
    if getattr(request.user, "is_superuser", False):
        panels.append(BeginningPanel())
