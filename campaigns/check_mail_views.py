"""The page after signing: where the mail went, a code in place of its link, a corrected address."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from campaigns.addresses import code_url, confirm_url, sent_url
from campaigns.answers import AnswerGone, open_answer
from campaigns.codes import CodeRefused, confirm_by_code
from campaigns.forms import SignForm
from campaigns.live_pages import live_page
from campaigns.models import PENDING_DAYS, CampaignPage
from campaigns.readdressing import readdress
from campaigns.views import accept
from cms.answering import see_other, unkept
from cms.languages import NATIVE_NAMES
from cms.pausing import refuse
from cms.proving import AddressForm, CodeForm
from cms.reading import Head, set_head
from vault.addresses import likely_address
from vault.keystore import KeyMissing
from vault.origins import is_from_our_pages
from vault.switches import Switch, SwitchedOff


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class CheckMailView(View):
    """Shows the address as it was typed, and takes a corrected one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.public_id, self.token = kwargs["public_id"], kwargs["token"]
        self.page = live_page(self.public_id, kwargs["language"])
        try:
            self.typed = open_answer(self.public_id, self.token)
        except AnswerGone:
            return see_other(self.page.url) if request.method == "POST" else redirect(self.page.url)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(request)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        correction = AddressForm(request.POST)
        if not is_from_our_pages(request) or not correction.is_valid():
            return self.show(request, form=correction, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        data = QueryDict(mutable=True)
        data.update(self.typed.fields | {"email": correction.cleaned_data["email"]})
        form = self.page.sign_form(data)
        wrong = self.typed.email
        return accept(
            request, self.page, form, by=lambda of, wish: readdress(of, wish, instead_of=wrong)
        )

    def show(
        self,
        request: HttpRequest,
        *,
        form: Form | None = None,
        code: Form | None = None,
        status: int = HTTPStatus.OK,
    ) -> HttpResponse:
        language, address = self.page.locale.language_code, self.typed.email
        context = {
            "address": address,
            "suggestion": likely_address(address),
            "form": form or AddressForm(initial={"email": address}),
            "code": code or CodeForm(auto_id="code_%s"),
            "correct_action": sent_url(self.public_id, self.token, language),
            "code_action": code_url(self.public_id, self.token, language),
            "campaign": self.page.as_card(),
            "days": PENDING_DAYS,
        }
        title = _("One step left: check your e-mail")
        set_head(request, replace(Head(title, is_indexable=False), offered=self.in_languages()))
        page = render(request, "campaigns/check_mail.html", context, status=status)
        return unkept(page)

    def in_languages(self) -> list[dict[str, Any]]:
        """This very page in every language of the campaign: what was typed goes along, sealed."""
        pages = CampaignPage.objects.live().filter(petition=self.page.petition)
        return [
            {
                "language": code,
                "label": NATIVE_NAMES[code],
                "url": settings.BASE_URL + sent_url(self.public_id, self.token, code),
                "is_current": code == self.page.locale.language_code,
            }
            for code in sorted(pages.values_list("locale__language_code", flat=True))
        ]


class CodeView(CheckMailView):
    """Takes the code; whatever was wrong with it, the answer is one and the same."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return redirect(sent_url(self.public_id, self.token, kwargs["language"]))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        code = CodeForm(request.POST, auto_id="code_%s")
        # What was typed is cleaned as it was when it was signed with.
        signed = self.page.sign_form(self.typed.fields)
        if is_from_our_pages(request) and code.is_valid() and signed.is_valid():
            try:
                link = self.confirm(signed, code.cleaned_data["code"])
                return see_other(confirm_url(link, kwargs["language"]))
            except CodeRefused:
                code.add_error("code", CodeForm.refusal)
            except SwitchedOff:
                return self.show(request, code=code, status=refuse(code, Switch.SIGNING))
            except KeyMissing:
                code.add_error(
                    None, _("Signing is interrupted right now. Please try again in a moment.")
                )
                return self.show(request, code=code, status=HTTPStatus.SERVICE_UNAVAILABLE)
        return self.show(request, code=code, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def confirm(self, signed: SignForm, code: str) -> str:
        name, email = signed.cleaned_data["name"], signed.cleaned_data["email"]
        facts: dict[str, Any] = {"name": name, "email": email, "choices": signed.choices}
        return confirm_by_code(self.page.petition, code=code, **facts)
