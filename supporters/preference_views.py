"""The preference centre, behind a mailed link; and the form that mails it."""

from http import HTTPStatus
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from cms.answering import answer, see_other, unkept
from cms.proving import AddressForm
from cms.reading import Head
from supporters.addresses import (
    ask_link_url,
    erased_url,
    link_sent_url,
    preferences_url,
    saved_url,
    subscribe_url,
)
from supporters.downloading import data_of
from supporters.erasing import erase
from supporters.forms import PreferenceForm
from supporters.leaving import leave
from supporters.linking import ask_for_link, find_supporter
from supporters.preferring import HasLeft, prefer
from supporters.views import FOREIGN, in_languages, link_refused, shown
from vault.addresses import masked
from vault.origins import is_from_our_pages
from vault.sealing import CannotUnseal
from vault.tokens import TokenExpired, TokenUnknown


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class PreferencesView(View):
    """Shows what is chosen; its buttons save, hand out the data, leave and erase."""

    is_saved = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.token, self.language = kwargs["token"], kwargs["language"]
        try:
            self.supporter = find_supporter(self.token)
            return super().dispatch(request)
        except TokenExpired:
            return link_refused(request, "expired", self.language)
        except TokenUnknown:
            return link_refused(request, "unknown", self.language)
        except CannotUnseal:
            title, status = _("This is interrupted right now"), HTTPStatus.SERVICE_UNAVAILABLE
            return answer(request, "supporters/interrupted.html", {}, title=title, status=status)

    def get(self, request: HttpRequest) -> HttpResponse:
        if not self.supporter.is_confirmed:
            return self.show_left(request)
        return self.show(request, self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        if not is_from_our_pages(request):
            form = self.form(request.POST)
            form.add_error(None, FOREIGN)
            return self.show(request, form, status=HTTPStatus.FORBIDDEN)
        deeds = {"save": self.save, "download": self.download, "leave": self.leave}
        deeds["erase"] = self.erase
        deed = deeds.get(request.POST.get("deed", ""))
        return deed() if deed else self.back()

    def form(self, *args: Any) -> PreferenceForm:
        facts = {"supporter": self.supporter, "shown_in": self.language}
        return PreferenceForm(*args, **facts, auto_id="prefer_%s")

    def back(self) -> HttpResponse:
        return see_other(preferences_url(self.token, self.language))

    def save(self) -> HttpResponse:
        """The answer is in the language that was chosen."""
        form = self.form(self.request.POST)
        if not form.is_valid():
            return self.show(self.request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            prefer(self.supporter, form.preferences)
        except HasLeft:
            return self.back()
        return see_other(saved_url(self.token, form.preferences.language))

    def download(self) -> HttpResponse:
        with override(self.supporter.language):
            data = data_of(self.supporter, self.supporter.language)
            name = _("my-subscription.json")
        options = {"ensure_ascii": False, "indent": 2}
        response = JsonResponse(data, json_dumps_params=options)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return unkept(response)

    def leave(self) -> HttpResponse:
        leave(self.supporter)
        return self.back()

    def erase(self) -> HttpResponse:
        erase(self.supporter)
        return see_other(erased_url(self.language))

    def show(self, request: HttpRequest, form: Form, *, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "action": preferences_url(self.token, self.language),
            "address": masked(self.supporter.address()),
            "is_saved": self.is_saved,
        }
        return shown(request, "preferences", context, self.head(), status=status)

    def show_left(self, request: HttpRequest) -> HttpResponse:
        context = {"subscribe_url": subscribe_url(self.language)}
        return shown(request, "left", context, self.head())

    def head(self) -> Head:
        switch = in_languages(lambda code: preferences_url(self.token, code), self.language)
        return Head(_("My subscription"), offered=switch)


class SavedView(PreferencesView):
    is_saved = True


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class AskLinkView(View):
    """For who has no mail of ours at hand: the same answer for known and unknown addresses."""

    def get(self, request: HttpRequest, language: str) -> HttpResponse:
        return self.show(request, AddressForm(auto_id="ask_%s"), language)

    def post(self, request: HttpRequest, language: str) -> HttpResponse:
        form = AddressForm(request.POST, auto_id="ask_%s")
        if not is_from_our_pages(request):
            form.add_error(None, FOREIGN)
            return self.show(request, form, language, status=HTTPStatus.FORBIDDEN)
        if not form.is_valid():
            return self.show(request, form, language, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        ask_for_link(form.cleaned_data["email"])
        return see_other(link_sent_url(language))

    def show(
        self, request: HttpRequest, form: Form, language: str, *, status: int = 200
    ) -> HttpResponse:
        context = {"form": form, "action": ask_link_url(language)}
        head = Head(
            _("Change or end my subscription"), offered=in_languages(ask_link_url, language)
        )
        return shown(request, "ask_link", context, head, status=status)


def link_sent(request: HttpRequest, language: str) -> HttpResponse:
    context = {"again_url": ask_link_url(language)}
    head = Head(_("Check your e-mail"), offered=in_languages(link_sent_url, language))
    return shown(request, "link_sent", context, head)


def erased(request: HttpRequest, language: str) -> HttpResponse:
    head = Head(_("Your subscription is erased"), offered=in_languages(erased_url, language))
    return shown(request, "erased", {}, head)
