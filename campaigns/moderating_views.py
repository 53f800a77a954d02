"""The queue of reasons in the admin: what is flagged first, one decision each."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from campaigns.keys import PetitionKeys, open_keys
from campaigns.moderating import AlreadyDecided, allow, refuse
from campaigns.reasons import Reason
from campaigns.showing_names import shown_name
from cms.languages import language_name
from vault.keystore import KeyMissing
from vault.sealing import CannotUnseal

RIGHT = "campaigns.change_petition"
AT_ONCE = 20  # reasons on one screen; the next ones follow when these are decided
FLAGS = {
    "phone": _("perhaps a phone number"),
    "email": _("perhaps an e-mail address"),
    "address": _("perhaps a street address"),
    "a_number": _("perhaps an A-number"),
    "link": _("perhaps a link"),
}


class ReasonsView(View):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        waiting = Reason.objects.waiting().select_related("signature__petition")
        rows = list(waiting[:AT_ONCE])
        keys = {name: _keys_or_none(name) for name in {_petition_of(row) for row in rows}}
        context = {
            "reasons": [_as_read(row, keys[_petition_of(row)]) for row in rows],
            "count": waiting.count(),
            "refusals": Reason.Refusal.choices,
        }
        response = render(request, "campaigns/admin/reasons.html", context)
        response.headers["Cache-Control"] = "no-store"
        return response


class DecideView(ReasonsView):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return redirect("campaign_reasons")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = Reason.objects.select_related("signature__petition")
        reason, kind = get_object_or_404(rows, pk=pk), request.POST.get("kind", "")
        does_show = request.POST.get("decision") == "show"
        if not does_show and kind not in Reason.Refusal.values:
            return HttpResponseBadRequest()
        try:
            if does_show:
                allow(reason, by=request.user)
                messages.success(request, gettext("Readers of the campaign see it now."))
            else:
                refuse(reason, kind, by=request.user)
                messages.success(request, gettext("Refused. Its words are erased."))
        except AlreadyDecided:
            messages.warning(
                request, gettext("Somebody decided before you, or the signature was taken back.")
            )
        except (KeyMissing, CannotUnseal):
            messages.error(request, gettext("It cannot be opened right now. Please try again."))
        return redirect("campaign_reasons")


def _petition_of(reason: Reason) -> UUID:
    return reason.signature.petition.public_id


def _keys_or_none(petition: UUID) -> PetitionKeys | None:
    try:
        return open_keys(petition)
    except KeyMissing:
        return None


def _as_read(reason: Reason, keys: PetitionKeys | None) -> dict[str, Any]:
    """What the one who decides sees: the words, and as much of a name as readers would."""
    text = name = ""
    if keys:
        try:
            text, name = reason.typed(keys), shown_name(reason.signature, keys)
        except CannotUnseal:
            text = ""
    return {
        "pk": reason.pk,
        "text": text,
        "name": name,
        "code": reason.language,
        "language": language_name(reason.language),
        "petition": reason.signature.petition.name,
        "flags": [FLAGS[flag] for flag in reason.flags.split(",") if flag in FLAGS],
        "created_at": reason.created_at,
    }


class CampaignersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("reasons/", ReasonsView.as_view(), name="campaign_reasons"),
        path("reasons/<int:pk>/", DecideView.as_view(), name="decide_reason"),
    ]


@hooks.register("register_admin_menu_item")
def reasons_in_the_menu() -> MenuItem:
    return CampaignersMenuItem(
        _("Reasons to read"), reverse("campaign_reasons"), name="reasons", icon_name="openquote"
    )
