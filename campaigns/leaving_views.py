"""The doors of who signed and wants to look, correct or leave. No cookie; every answer `no-store`.

A link opens a page; only its buttons do anything, because mail scanners follow links.
"""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from campaigns.accounting import account_of, data_of, stored_of
from campaigns.addresses import ask_link_url, erased_url, link_sent_url, manage_url, mend_url
from campaigns.changing_address import (
    AddressTaken,
    ChangeGone,
    ask_to_change,
    confirm_change,
    find_change,
)
from campaigns.clocks import CLOCKS, erasure_sentence
from campaigns.erasing import WITHDRAWN_DAYS, erase
from campaigns.leaving_forms import AskLinkForm, MendForm
from campaigns.live_pages import live_page, title_for
from campaigns.managing import LinkDead, ask_for_link, find_managed, manage_token
from campaigns.mending import NameTaken, NothingToMend, may_mend, mend
from campaigns.models import PENDING_DAYS, CampaignPage, Signature
from campaigns.quieting import change_news, news_facts
from campaigns.withdrawing import withdraw
from cms.answering import answer, see_other, unkept
from vault.addresses import masked
from vault.keystore import KeyMissing
from vault.origins import is_from_our_pages
from vault.sealing import CannotUnseal


def page_of(signature: Signature, language: str) -> CampaignPage | None:
    pages = CampaignPage.objects.live().as_cards().filter(petition=signature.petition)
    return pages.filter(locale__language_code=language).first()


def link_dead(request: HttpRequest) -> HttpResponse:
    title, status = _("This link does not work any more"), HTTPStatus.GONE
    return answer(request, "campaigns/link_dead.html", {}, title=title, status=status)


def interrupted(request: HttpRequest) -> HttpResponse:
    title, status = _("This is interrupted right now"), HTTPStatus.SERVICE_UNAVAILABLE
    return answer(request, "campaigns/interrupted.html", {}, title=title, status=status)


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class Managed(View):
    """A door behind a signer's own link: finds the signature, or says kindly that it cannot."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.token, self.language = kwargs["token"], kwargs["language"]
        try:
            self.signature = find_managed(self.token)
            return super().dispatch(request)
        except LinkDead:
            return link_dead(request)
        except (KeyMissing, CannotUnseal):
            return interrupted(request)

    def back(self) -> HttpResponse:
        return see_other(manage_url(self.token, self.language))

    @property
    def petition_title(self) -> str:
        page = page_of(self.signature, self.language)
        return page.title if page else title_for(self.signature.petition, self.language)


class ManageView(Managed):
    """Shows what is stored; its buttons withdraw, erase and hand out the data."""

    def get(self, request: HttpRequest) -> HttpResponse:
        signature = self.signature
        is_withdrawn = signature.withdrawn_at is not None
        context = {
            "petition_title": self.petition_title,
            "account": account_of(signature, stored_of(signature)),
            "is_confirmed": signature.confirmed_at is not None,
            "is_withdrawn": is_withdrawn,
            "is_held": hasattr(signature, "waiting_erasure"),
            "can_mend": may_mend(signature),
            "mend_url": mend_url(self.token, self.language),
            "until": erasure_sentence(signature.petition),
            "days": WITHDRAWN_DAYS,
            **news_facts(signature),
        }
        return answer(request, "campaigns/manage.html", context, title=_("My signature"))

    def post(self, request: HttpRequest) -> HttpResponse:
        deed = request.POST.get("deed", "")
        if not is_from_our_pages(request):
            return self.back()
        if deed == "download":
            return self.download()
        if deed == "withdraw":
            withdraw(self.signature)
        change_news(self.signature, deed)
        if deed == "erase":
            is_gone = erase(self.signature)
            return see_other(erased_url(self.language)) if is_gone else self.back()
        return self.back()

    def download(self) -> HttpResponse:
        data = data_of(self.signature, stored_of(self.signature))
        options = {"ensure_ascii": False, "indent": 2}
        response = JsonResponse(data, json_dumps_params=options)
        response.headers["Content-Disposition"] = 'attachment; filename="my-signature.json"'
        return unkept(response)


class MendView(Managed):
    """The form that corrects; a new address is only asked for here, and confirmed by its mail."""

    def form(self, *args: Any) -> MendForm:
        stored = stored_of(self.signature)
        return MendForm(*args, signature=self.signature, stored=stored, auto_id="mend_%s")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request, self.form()) if may_mend(self.signature) else self.back()

    def post(self, request: HttpRequest) -> HttpResponse:
        if not may_mend(self.signature):
            return self.back()
        form = self.form(request.POST)
        if not is_from_our_pages(request) or not form.is_valid():
            return self.show(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            mended = mend(self.signature, form.correction)
        except NameTaken:
            form.add_error("name", _("Somebody has signed by this name with the same address."))
            return self.show(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except NothingToMend:
            return self.back()
        if form.new_email:
            ask_to_change(mended, form.new_email)
            return self.mailed(request, form.new_email)
        return self.back()

    def show(self, request: HttpRequest, form: MendForm, *, status: int = 200) -> HttpResponse:
        context = {
            "petition_title": self.petition_title,
            "form": form,
            "back_url": manage_url(self.token, self.language),
        }
        title = _("Correct my signature")
        return answer(request, "campaigns/mend.html", context, title=title, status=status)

    def mailed(self, request: HttpRequest, address: str) -> HttpResponse:
        context = {
            "address": masked(address),
            "days": PENDING_DAYS,
            "back_url": manage_url(self.token, self.language),
        }
        title = _("One step left: check your e-mail")
        return answer(request, "campaigns/new_address_sent.html", context, title=title)


@method_decorator(csrf_exempt, name="dispatch")
class NewAddressView(View):
    """The link mailed to a new address opens a page; its button moves the signature there."""

    def get(self, request: HttpRequest, token: str, language: str) -> HttpResponse:
        try:
            find_change(token)
        except ChangeGone:
            return link_dead(request)
        title = _("Confirm your new address")
        return answer(request, "campaigns/new_address.html", {"is_taken": False}, title=title)

    def post(self, request: HttpRequest, token: str, language: str) -> HttpResponse:
        title, status = _("Confirm your new address"), HTTPStatus.CONFLICT
        try:
            change = find_change(token)
            if not is_from_our_pages(request):
                return see_other(request.path)
            signature = confirm_change(change)
        except ChangeGone:
            return link_dead(request)
        except (KeyMissing, CannotUnseal):
            return interrupted(request)
        except AddressTaken:
            context = {"is_taken": True}
            template = "campaigns/new_address.html"
            return answer(request, template, context, title=title, status=status)
        return see_other(manage_url(manage_token(signature), language))


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class AskLinkView(View):
    """For who has no mail of ours any more: the same answer for known and unknown addresses."""

    def get(self, request: HttpRequest, public_id: UUID, language: str) -> HttpResponse:
        page = live_page(public_id, language)
        return self.show(request, page, AskLinkForm(auto_id="ask_%s"))

    def post(self, request: HttpRequest, public_id: UUID, language: str) -> HttpResponse:
        page = live_page(public_id, language)
        form = AskLinkForm(request.POST, auto_id="ask_%s")
        if not is_from_our_pages(request) or not form.is_valid():
            return self.show(request, page, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            ask_for_link(page.petition, language=language, **form.cleaned_data)
        except KeyMissing:
            return interrupted(request)
        return see_other(link_sent_url(public_id, language))

    def show(
        self, request: HttpRequest, page: CampaignPage, form: AskLinkForm, *, status: int = 200
    ) -> HttpResponse:
        is_sealed = page.petition.exposure == page.petition.Exposure.SEALED
        context = {"campaign": page.as_card(), "form": form, "is_sealed": is_sealed}
        title = _("I signed and want to change it")
        return answer(request, "campaigns/ask_link.html", context, title=title, status=status)


def link_sent(request: HttpRequest, public_id: UUID, language: str) -> HttpResponse:
    page = live_page(public_id, language)
    context = {"campaign": page.as_card(), "again_url": ask_link_url(public_id, language)}
    return answer(request, "campaigns/link_sent.html", context, title=_("Check your e-mail"))


def erased(request: HttpRequest, language: str) -> HttpResponse:
    title = _("Your signature is erased")
    return answer(request, "campaigns/erased.html", {}, title=title)


def rights(request: HttpRequest, language: str) -> HttpResponse:
    """What signers may do with their signature, whatever the petition."""
    clock = CLOCKS["guarded"]
    context = {
        "after_delivery": clock.after_delivery,
        "after_closing": clock.after_closing,
        "withdrawn": WITHDRAWN_DAYS,
    }
    return answer(request, "campaigns/rights.html", context, title=_("Your rights as a signer"))
