"""The page of a mailed link: its buttons say yes, or no. Following the link changes nothing."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from cms.answering import answer, see_other
from cms.languages import LANGUAGES
from cms.reading import Head
from supporters.addresses import confirm_url, erased_url, preferences_url
from supporters.asking import answer_yes
from supporters.consents import asked
from supporters.erasing import erase
from supporters.linking import preferences_token
from supporters.models import Supporter
from supporters.subscribing import confirm, find_subscriber
from supporters.views import in_languages, link_refused, shown
from vault.addresses import masked
from vault.origins import is_from_our_pages
from vault.sealing import CannotUnseal
from vault.switches import SwitchedOff
from vault.tokens import TokenExpired, TokenUnknown


@method_decorator(csrf_exempt, name="dispatch")
class ConfirmView(View):
    """The mailed link opens a page; only its button subscribes, because mail scanners follow
    links.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.token, self.language = kwargs["token"], kwargs["language"]
        try:
            return super().dispatch(request, find_subscriber(self.token))
        except TokenExpired:
            return link_refused(request, "expired", self.language)
        except TokenUnknown:
            return link_refused(request, "unknown", self.language)
        except (CannotUnseal, SwitchedOff):
            title, status = _("This is interrupted right now"), HTTPStatus.SERVICE_UNAVAILABLE
            return answer(request, "supporters/interrupted.html", {}, title=title, status=status)

    def get(self, request: HttpRequest, supporter: Supporter) -> HttpResponse:
        switch = in_languages(lambda code: confirm_url(self.token, code), self.language)
        if is_asked(supporter):
            return show_question(request, supporter, switch)
        if supporter.confirmed_on is None:
            head = Head(_("Confirm your subscription"), offered=switch)
            return shown(request, "confirm", {"asked": asked()}, head)
        link = preferences_url(preferences_token(supporter), self.language)
        if supporter.left_on is not None:
            return see_other(link)
        head = Head(_("You are subscribed"), offered=switch)
        return shown(request, "confirmed", {"preferences_url": link}, head)

    def post(self, request: HttpRequest, supporter: Supporter) -> HttpResponse:
        if not is_from_our_pages(request):
            return see_other(confirm_url(self.token, self.language))
        if is_asked(supporter):
            return self.answer(supporter, request.POST.get("deed", ""))
        confirm(supporter)
        return see_other(confirm_url(self.token, self.language))

    def answer(self, supporter: Supporter, said: str) -> HttpResponse:
        """Yes, in a language, or no; anything else is asked again."""
        if said == "no":
            erase(supporter)
            return see_other(erased_url(self.language))
        if said in LANGUAGES:
            answer_yes(supporter, said)
        return see_other(confirm_url(self.token, said if said in LANGUAGES else self.language))


def is_asked(supporter: Supporter) -> bool:
    """A list brought them, and they have not answered."""
    return supporter.confirmed_on is None and supporter.brought_id is not None


def show_question(request: HttpRequest, supporter: Supporter, switch: list) -> HttpResponse:
    answers = []
    for code in LANGUAGES:
        with override(code):
            said = {
                "en": _("Yes, write to me in English"),
                "es": _("Yes, write to me in Spanish"),
            }
            answers.append((code, said[code]))
    context = {"asked": asked(), "answers": answers, "address": masked(supporter.address())}
    head = Head(_("May we keep writing to you?"), offered=switch)
    return shown(request, "permission", context, head)
