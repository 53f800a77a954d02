"""The doors of subscribing. No cookie, no session; every answer to a person is `no-store`."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from cms.answering import answer, see_other, unkept
from cms.languages import LANGUAGES, NATIVE_NAMES
from cms.pausing import refuse
from cms.proving import AddressForm, CodeForm
from cms.reading import Head, set_head
from supporters.addresses import (
    code_url,
    confirm_url,
    sent_url,
    subscribe_url,
)
from supporters.codes import CodeRefused, confirm_by_code
from supporters.consents import asked
from supporters.days import PENDING_DAYS
from supporters.subscribing import Wish, correct, subscribe
from vault.addresses import likely_address
from vault.answers import AnswerGone, open_typed, seal_typed
from vault.origins import is_from_our_pages
from vault.switches import Switch, SwitchedOff

ANSWER = "supporters.answer|typed"
FOREIGN = gettext_lazy("This form was sent from another site. Please send it from here.")


def in_languages(address: Any, language: str) -> list[dict[str, Any]]:
    """This very page in each language, for the switcher; `address` names it in one."""
    return [
        {
            "language": code,
            "label": NATIVE_NAMES[code],
            "url": settings.BASE_URL + address(code),
            "is_current": code == language,
        }
        for code in LANGUAGES
    ]


def shown(
    request: HttpRequest, template: str, context: dict[str, Any], head: Head, *, status: int = 200
) -> HttpResponse:
    """A page for one person that the switcher leads to in the other language too."""
    set_head(request, replace(head, is_indexable=False))
    return unkept(render(request, f"supporters/{template}.html", context, status=status))


def link_refused(request: HttpRequest, reason: str, language: str) -> HttpResponse:
    """`expired` or `unknown`; the same for links cut short, forged, and of who is gone."""
    status = HTTPStatus.GONE if reason == "expired" else HTTPStatus.NOT_FOUND
    context = {"reason": reason, "subscribe_url": subscribe_url(language)}
    title = _("This link does not work")
    return answer(request, "supporters/link_refused.html", context, title=title, status=status)


def mailed_to(address: str, made: UUID, language: str) -> HttpResponse:
    """Show where the mail went: the same for new and known addresses."""
    token = seal_typed({"email": address, "made": str(made)}, bound_to=ANSWER)
    return see_other(sent_url(token, language))


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class SubscribeView(View):
    def get(self, request: HttpRequest, language: str) -> HttpResponse:
        return self.show(request, AddressForm(auto_id="subscribe_%s"), language)

    def post(self, request: HttpRequest, language: Any) -> HttpResponse:
        form = AddressForm(request.POST, auto_id="subscribe_%s")
        if not is_from_our_pages(request):
            form.add_error(None, FOREIGN)
            return self.show(request, form, language, status=HTTPStatus.FORBIDDEN)
        if not form.is_valid():
            return self.show(request, form, language, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        address = form.cleaned_data["email"]
        try:
            made = subscribe(Wish(address, language))
        except SwitchedOff:
            return self.show(request, form, language, status=refuse(form, Switch.SUBSCRIBING))
        return mailed_to(address, made, language)

    def show(
        self, request: HttpRequest, form: Form, language: str, *, status: int = 200
    ) -> HttpResponse:
        context = {"form": form, "action": subscribe_url(language), "asked": asked()}
        head = Head(_("Subscribe"), offered=in_languages(subscribe_url, language))
        return shown(request, "subscribe", context, head, status=status)


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class CheckMailView(View):
    """Shows the address as it was typed, and takes a corrected one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.token, self.language = kwargs["token"], kwargs["language"]
        try:
            self.typed = open_typed(self.token, bound_to=ANSWER)
        except AnswerGone:
            return see_other(subscribe_url(self.language))
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        correction = AddressForm(request.POST)
        if not is_from_our_pages(request) or not correction.is_valid():
            return self.show(request, form=correction, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        address, slip = correction.cleaned_data["email"], UUID(self.typed.fields["made"])
        try:
            made = correct(Wish(address, self.language), made=slip, instead_of=self.typed.email)
        except SwitchedOff:
            status = refuse(correction, Switch.SUBSCRIBING)
            return self.show(request, form=correction, status=status)
        return mailed_to(address, made, self.language)

    def show(
        self,
        request: HttpRequest,
        *,
        form: Form | None = None,
        code: Form | None = None,
        status: int = 200,
    ) -> HttpResponse:
        address = self.typed.email
        context = {
            "address": address,
            "suggestion": likely_address(address),
            "form": form or AddressForm(initial={"email": address}),
            "code": code or CodeForm(auto_id="code_%s"),
            "correct_action": sent_url(self.token, self.language),
            "code_action": code_url(self.token, self.language),
            "days": PENDING_DAYS,
        }
        switch = in_languages(lambda code: sent_url(self.token, code), self.language)
        head = Head(_("One step left: check your e-mail"), offered=switch)
        return shown(request, "check_mail", context, head, status=status)


class CodeView(CheckMailView):
    """Takes the code; whatever was wrong with it, the answer is one and the same."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return see_other(sent_url(self.token, self.language))

    def post(self, request: HttpRequest) -> HttpResponse:
        code = CodeForm(request.POST, auto_id="code_%s")
        if is_from_our_pages(request) and code.is_valid():
            try:
                token = confirm_by_code(self.typed.email, code.cleaned_data["code"])
                return see_other(confirm_url(token, self.language))
            except CodeRefused:
                code.add_error("code", CodeForm.refusal)
            except SwitchedOff:
                return self.show(request, code=code, status=refuse(code, Switch.SUBSCRIBING))
        return self.show(request, code=code, status=HTTPStatus.UNPROCESSABLE_ENTITY)
