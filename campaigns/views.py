"""The doors of signing. No cookie, no session; every answer to a person is `no-store`."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from campaigns.addresses import confirm_url, sent_url
from campaigns.answers import seal_answer
from campaigns.choosing import told_choices
from campaigns.forms import SignForm
from campaigns.joining import Wish
from campaigns.live_pages import live_page, title_for
from campaigns.models import CampaignPage, Petition, Signature, State
from campaigns.signing import (
    KeyNotHeld,
    PageChanged,
    PetitionClosed,
    confirm,
    find_signature,
    letter_version,
    sign,
)
from campaigns.signing_pages import remembered_page, signing_page
from campaigns.sourcing import known_source, sourced
from campaigns.thanking import thanks
from cms.answering import answer, see_other, unkept
from cms.pausing import LINK_STAYS, refuse
from vault.keystore import KeyMissing
from vault.networks import network_tag
from vault.origins import is_from_our_pages
from vault.switches import Switch, SwitchedOff
from vault.tokens import TokenExpired, TokenUnknown


def again(request: HttpRequest, page: CampaignPage, form: SignForm, *, status: int) -> HttpResponse:
    """The campaign page with what was typed still in its form."""
    context = page.get_context(request, form=form)
    return unkept(render(request, page.template, context, status=status))


def reread(request: HttpRequest, page: CampaignPage, form: SignForm) -> HttpResponse:
    """The page in another language with what was typed; nothing is signed. What was wrong with it
    is said again where it had been said before.
    """
    if request.POST["reread"] == "checked" and not form.is_valid():
        return again(request, page, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    typed = page.sign_form(initial={name: form[name].data for name in form.fields})
    return again(request, page, typed, status=HTTPStatus.OK)


def closed(request: HttpRequest, page: CampaignPage) -> HttpResponse:
    titles: dict[str, str] = {
        State.PAUSED: _("This petition is paused"),
        State.DRAFT: _("This petition is not open yet"),
    }
    title = titles.get(page.petition.state, _("This petition is closed"))
    context = {"campaign": page.as_card()}
    return answer(request, "campaigns/closed.html", context, title=title, status=HTTPStatus.GONE)


def wish_of(request: HttpRequest, page: CampaignPage, cleaned: dict[str, Any]) -> Wish:
    return Wish(
        name=cleaned["name"],
        email=cleaned["email"],
        region=cleaned["region"],
        place=cleaned["place"],
        reason=cleaned["reason"],
        language=page.locale.language_code,
        letter_version=letter_version(page.letter),
        shown_as=cleaned["shown_as"],
        goes_to_target=cleaned["hand_over"],
        wants_outcome=cleaned["tell_outcome"],
        wants_updates=cleaned["tell_news"],
        source=known_source(page.petition, cleaned["via"]),
        partners=cleaned["partners"],
        network=network_tag(request),
    )


def accept(
    request: HttpRequest,
    page: CampaignPage,
    form: SignForm,
    *,
    by: Callable[[Petition, Wish], None] | None = None,
) -> HttpResponse:
    """Sign and show where the mail went: the same for new and known addresses."""
    petition = page.petition
    if not petition.is_open:
        return closed(request, page)
    if not form.is_valid():
        return again(request, page, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        (by or sign)(petition, wish_of(request, page, form.cleaned_data))
    except PetitionClosed:
        return closed(request, page)
    except SwitchedOff:
        return again(request, page, form, status=refuse(form, Switch.SIGNING))
    except (KeyMissing, KeyNotHeld):
        form.add_error(None, _("Signing is interrupted right now. Please try again in a moment."))
        return again(request, page, form, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return accepted(page, form)


def accepted(page: CampaignPage, form: SignForm) -> HttpResponse:
    """Its reason is in its row by now; in an address it would be too long."""
    public_id = page.petition.public_id
    typed = {key: form.data.get(key, "") for key in form.fields if key != "reason"}
    token = seal_answer(public_id, typed)
    return see_other(sent_url(public_id, token, page.locale.language_code))


def at_once(request: HttpRequest, public_id: UUID, language: str) -> HttpResponse | None:
    """The way of a surge: sign by what this process remembers of the page, if that is how it is.

    None where anything else is to be said than thanks; then nothing was done.
    """
    remembered = remembered_page(public_id, language)
    if remembered is None or "reread" in request.POST or not is_from_our_pages(request):
        return None
    page, as_read = remembered
    form = page.sign_form(sourced(request, page))
    if not form.is_valid():
        return None
    try:
        sign(page.petition, wish_of(request, page, form.cleaned_data), as_read=as_read)
    except (PageChanged, PetitionClosed, SwitchedOff, KeyMissing, KeyNotHeld):
        return None
    return accepted(page, form)


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class SignView(View):
    def get(self, request: HttpRequest, public_id: UUID, language: str) -> HttpResponse:
        return redirect(live_page(public_id, language).url)

    def post(self, request: HttpRequest, public_id: UUID, language: str) -> HttpResponse:
        done = at_once(request, public_id, language)
        return done or self.judged(request, signing_page(public_id, language))

    def judged(self, request: HttpRequest, page: CampaignPage) -> HttpResponse:
        form = page.sign_form(sourced(request, page))
        if not is_from_our_pages(request):
            form.add_error(
                None, _("This form was sent from another site. Please send it from here.")
            )
            return again(request, page, form, status=HTTPStatus.FORBIDDEN)
        if "reread" in request.POST:
            return reread(request, page, form)
        return accept(request, page, form)


@method_decorator(csrf_exempt, name="dispatch")
class ConfirmView(View):
    """The mailed link opens a page; only its button confirms, because mail scanners
    follow links.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            signature = find_signature(kwargs["token"])
        except TokenExpired as expired:
            return self.refuse_expired(request, expired.subject, kwargs["language"])
        except TokenUnknown:
            return self.refuse(request, "unknown", None)
        self.token, self.language = kwargs["token"], kwargs["language"]
        return super().dispatch(request, signature)

    def get(self, request: HttpRequest, signature: Signature) -> HttpResponse:
        page = CampaignPage.objects.live().as_cards().filter(petition=signature.petition)
        page = page.filter(locale__language_code=self.language).first()
        title = page.title if page else title_for(signature.petition, self.language)
        if signature.confirmed_at is None:
            context = {"petition_title": title, "choices": choices_of(signature)}
            title = _("Confirm your signature")
            return answer(request, "campaigns/confirm.html", context, title=title)
        context = {"petition_title": title} | thanks(signature.petition, page, self.language)
        return answer(request, "campaigns/confirmed.html", context, title=_("Thank you"))

    def post(self, request: HttpRequest, signature: Signature) -> HttpResponse:
        if is_from_our_pages(request):
            try:
                confirm(signature)
            except SwitchedOff:
                return self.interrupt(request, signature)
        return see_other(confirm_url(self.token, self.language))

    def interrupt(self, request: HttpRequest, signature: Signature) -> HttpResponse:
        """The link stays good."""
        petition_title = title_for(signature.petition, self.language)
        context = {"petition_title": petition_title, "said": LINK_STAYS}
        title, status = _("This is interrupted right now"), HTTPStatus.SERVICE_UNAVAILABLE
        return answer(request, "campaigns/interrupted.html", context, title=title, status=status)

    def refuse_expired(self, request: HttpRequest, subject: UUID, language: str) -> HttpResponse:
        """Back to the petition, while the expired row still tells which it was."""
        pages = CampaignPage.objects.live().as_cards().filter(locale__language_code=language)
        page = pages.filter(petition__signatures__public_id=subject).first()
        return self.refuse(request, "expired", page.as_card() if page else None)

    def refuse(self, request: HttpRequest, reason: str, card: dict | None) -> HttpResponse:
        status = HTTPStatus.GONE if reason == "expired" else HTTPStatus.NOT_FOUND
        context = {"reason": reason, "campaign": card}
        title = _("This link does not work")
        return answer(request, "campaigns/link_refused.html", context, title=title, status=status)


def choices_of(signature: Signature) -> list[str]:
    """What the signer ticked, in sentences, to be read once more before confirming."""
    chosen = signature.choices
    receiving = signature.petition.partners.filter(receives_names=True, pk__in=chosen.partners)
    names = receiving.values_list("name", flat=True) if chosen.partners else []
    return told_choices(signature.petition.exposure, chosen, names)
