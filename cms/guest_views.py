"""Guest links: made and revoked at the desk, used outside of it, without account or cookie."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View
from wagtail.admin import messages

from cms.admitting import check_publisher
from cms.guestlinks import DAYS, MOST_DAYS, NAME_LENGTH
from cms.guests import (
    LinkClosed,
    LinkGone,
    LinkUnknown,
    Typed,
    check_open,
    digest,
    find_link,
    guest_places,
    guest_url,
    invite,
    page_of,
    revoke,
    write_as_guest,
)
from cms.languages import LANGUAGES, NATIVE_NAMES
from cms.models import GuestLink
from cms.pasting_views import typed_in
from cms.reading import Head, set_head
from cms.segmenting import Outcome, lost_marks
from cms.translation_views import TranslationView
from vault.origins import is_from_our_pages


class InvitationForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name to credit"),
        max_length=NAME_LENGTH,
        help_text=gettext_lazy("As it should be read in the credits."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days that the link works"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=DAYS,
    )


class GuestLinksView(TranslationView):
    title = gettext_lazy("Guest links")
    template = "cms/admin/guest_links.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.list(InvitationForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = InvitationForm(request.POST)
        if not form.is_valid():
            return self.list(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        invite(self.translation, **form.cleaned_data, by=request.user)
        messages.success(request, _("The link is made. Copy it and send it to your guest."))
        return redirect(request.path)

    def list(self, form: InvitationForm, *, status: int = 200) -> HttpResponse:
        check_publisher(self.subject, self.request.user)
        links = GuestLink.objects.filter(translation=self.translation)
        rows = [{"link": link, "url": guest_url(link), "is_open": link.is_open} for link in links]
        rows.sort(key=lambda row: not row["is_open"])
        return self.show({"form": form, "rows": rows}, status=status)


class RevokeView(TranslationView):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, link_id: int) -> HttpResponse:
        revoke(get_object_or_404(self.translation.guest_links, pk=link_id), by=request.user)
        messages.success(request, _("The link no longer works. What the guest wrote stays."))
        return redirect(reverse("hub_guest_links", args=[self.translation.pk]))


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class GuestView(View):
    """What the link opens: each piece of one page with a field beside it."""

    def dispatch(self, request: HttpRequest, token: str, language: str) -> HttpResponseBase:
        self.token, self.language = token, language
        try:
            self.link = find_link(token)
            return super().dispatch(request)
        except LinkUnknown:
            return self.refuse("unknown", HTTPStatus.NOT_FOUND)
        except LinkGone:
            return self.refuse("gone", HTTPStatus.GONE)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.form({}, Outcome(), has_saved="saved" in request.GET)

    def post(self, request: HttpRequest) -> HttpResponse:
        texts = typed_in(request.POST)
        typed = {pk: Typed(text, request.POST.get(f"w-{pk}", "")) for pk, text in texts.items()}
        if not is_from_our_pages(request):
            sentence = _("This form was sent from another site. Please send it from here.")
            return self.form(typed, Outcome(), refusal=sentence, status=HTTPStatus.FORBIDDEN)
        try:
            outcome = write_as_guest(self.link, typed)
        except LinkClosed:
            return self.form(typed, Outcome(), status=HTTPStatus.CONFLICT)
        if outcome.errors:
            return self.form(typed, outcome, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        response = HttpResponseRedirect(f"{request.path}?saved", status=HTTPStatus.SEE_OTHER)
        response.headers["Cache-Control"] = "no-store"
        return response

    def form(
        self, typed: dict[int, Typed], outcome: Outcome, *, status: int = 200, **facts: Any
    ) -> HttpResponse:
        page, places = page_of(self.link), guest_places(self.link)
        context = {
            "page_title": page.title,
            "guest": self.link.name,
            "good_until": self.link.good_until,
            "rows": [_row(place, typed, outcome) for place in places],
            "done": sum(bool(place.data) for place in places),
            "total": len(places),
            "source_language": self.link.translation.source.locale.language_code,
            "target_language": self.link.translation.target_locale.language_code,
            "closed": self.closed(),
            "errors": outcome.errors,
            "kept": outcome.kept,
        }
        title = _("Translate: %(title)s") % {"title": page.title}
        return self.answer("cms/guest.html", context | facts, title=title, status=status)

    def closed(self) -> str:
        try:
            check_open(self.link)
        except LinkClosed as closed:
            return str(closed)
        return ""

    def refuse(self, reason: str, status: int) -> HttpResponse:
        title = _("This link does not work")
        return self.answer("cms/guest_refused.html", {"reason": reason}, title=title, status=status)

    def answer(
        self, template: str, context: dict[str, Any], *, title: str, status: int
    ) -> HttpResponse:
        """Meant for one person: not indexed, not kept by a cache."""
        others = [
            {
                "language": code,
                "label": NATIVE_NAMES[code],
                "url": reverse(f"guest-{code}", args=[self.token]),
                "is_current": code == self.language,
            }
            for code in LANGUAGES
        ]
        set_head(self.request, Head(title, alternates=others, is_indexable=False))
        response = render(self.request, template, context, status=status)
        response.headers["Cache-Control"] = "no-store"
        return response


def _row(place: Any, typed: dict[int, Typed], outcome: Outcome) -> dict[str, Any]:
    """A piece with what was typed, if that was not kept, and what stands there now."""
    error = outcome.errors.get(place.pk, "")
    was_typed = place.pk in typed and (error or not outcome.kept)
    return {
        "place": place,
        "text": typed[place.pk].text if was_typed else place.text,
        "digest": digest(place),
        "error": error,
        "has_lost_marks": lost_marks(place, place.data),
    }
