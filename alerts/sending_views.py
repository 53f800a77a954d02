"""The desk of alerts: one screen for each, and every deed a POST."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages

from alerts import correcting, holding, sending
from alerts.alerts import APPROVE, SEND, Alert, State
from alerts.audience_forms import CANNOT_ASK, AudienceForm, initial_of
from alerts.choosing import choice_of, choose
from alerts.models import AlertPage
from alerts.rulings import Mending
from alerts.sending_desk import cells_of, desk, mark_of
from alerts.sending_list import alerts_in_a_list, writing_url
from users.models import User

REFUSED: dict[type[Exception], Any] = {
    sending.NotADraft: gettext_lazy("It is sent already, or about to be."),
    sending.NotWaiting: gettext_lazy("It is decided already."),
    sending.SamePerson: gettext_lazy("Somebody else has to approve it: it takes two."),
    sending.TextChanged: gettext_lazy(
        "Its text changed after somebody asked to send it. Read it, call it off and send it anew."
    ),
    sending.NothingReady: gettext_lazy("No language with readers has a text that may leave."),
    sending.NobodyThere: gettext_lazy("Nobody would get it. Choose another audience."),
    sending.QuestionRefused: CANNOT_ASK,
    sending.TwoPeopleNeeded: gettext_lazy("In this newsroom a second person has to agree."),
    holding.NotHeld: gettext_lazy("This language does not wait any more."),
    holding.ReasonMissing: gettext_lazy("Say why."),
    correcting.AlreadyAsked: gettext_lazy("This correction is on its way."),
}
SENDING = {
    "hold": (sending.hold, gettext_lazy("It leaves in ten minutes. Until then you can cancel.")),
    "ask": (sending.ask_for_approval, gettext_lazy("It waits for a second person now.")),
}
DEEDS = {
    "approve": (sending.approve, gettext_lazy("Approved. It is being sent.")),
    "call_off": (sending.call_off, gettext_lazy("Called off. Nobody got it.")),
}
RULINGS = {
    "close": (holding.close, gettext_lazy("Closed. Nobody else gets it in this language.")),
    "behind": (holding.send_behind, gettext_lazy("It leaves as it stands.")),
}


class Desk(View):
    """For those who may send or approve; what they may do is asked in the verbs."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_look(request.user):
            raise PermissionDenied
        try:
            response = super().dispatch(request, *args, **kwargs)
        except holding.NotAllowed:
            raise PermissionDenied from None
        response.headers["Cache-Control"] = "no-store"
        return response


class AlertsView(Desk):
    def get(self, request: HttpRequest) -> HttpResponse:
        found = {"rows": alerts_in_a_list(), "writing_url": writing_url(_person(request))}
        return render(request, "alerts/admin/alerts.html", found)


class AlertView(Desk):
    """One alert: whom it is for, how far it is, and the buttons that this person may press."""

    def get(self, request: HttpRequest, key: UUID) -> HttpResponse:
        return self._show(_alert_or_404(key))

    def post(self, request: HttpRequest, key: UUID) -> HttpResponse:
        alert = _alert_or_404(key)
        deed = request.POST.get("deed", "")
        try:
            if deed in SENDING or deed == "count":
                return self._send(alert, deed)
            said = self._do(alert, deed)
        except tuple(REFUSED) as refusal:
            return self._refuse(alert, refusal)
        messages.success(request, str(said))
        return redirect("alert_sending", key)

    def _do(self, alert: Alert, deed: str) -> Any:
        """Returns what to say. Raises what REFUSED knows, and NotAllowed."""
        data, user = self.request.POST, _person(self.request)
        if deed in DEEDS:
            verb, said = DEEDS[deed]
            verb(alert, user)
            return said
        if deed in RULINGS and data.get("language", "") in alert.languages:
            rule, said = RULINGS[deed]
            rule(alert, data["language"], user, _reason_in(data))
            return said
        number = data.get("mending", "")
        if deed == "correct" and number.isdecimal() and len(number) < len(str(2**63)):
            mending = get_object_or_404(Mending, pk=int(number), alert=alert)
            correcting.ask_to_correct(mending, user)
            return _("The correction leaves within a minute or two.")
        raise sending.NotWaiting

    def _send(self, alert: Alert, deed: str) -> HttpResponse:
        """Keep the audience; send it if this is what its numbers were shown for."""
        form = AudienceForm(self.request.POST, alert=alert)
        if not form.is_valid():
            return self._show(alert, form, status=422)
        alert = choose(alert.translation_key, form.choice, _person(self.request))
        if deed == "count":
            return redirect("alert_sending", alert.translation_key)
        if self.request.POST.get("counted") != mark_of(form.choice):
            messages.warning(
                self.request, _("You changed the audience. Look at its numbers, then send.")
            )
            return self._show(alert, status=409)
        verb, said = SENDING[deed]
        verb(alert, _person(self.request))
        messages.success(self.request, str(said))
        return redirect("alert_sending", alert.translation_key)

    def _refuse(self, alert: Alert, refusal: Exception) -> HttpResponse:
        messages.error(self.request, str(REFUSED[type(refusal)]))
        return self._show(_alert_or_404(alert.translation_key), status=409)

    def _show(
        self, alert: Alert, form: AudienceForm | None = None, *, status: int = 200
    ) -> HttpResponse:
        user: Any = self.request.user
        choice = choice_of(alert)
        may_send, waits = user.has_perm(SEND), alert.state in sending.WAITS
        is_asked = alert.state == State.ASKED
        context = desk(alert) | {
            "form": form or AudienceForm(initial=initial_of(choice), alert=alert),
            "counted": mark_of(choice),
            "may_send": may_send,
            "may_hold": not settings.ALERTS_NEED_TWO,
            "may_approve": is_asked
            and user.has_perm(APPROVE)
            and alert.asked_by_id not in {None, user.pk},
            "waits": waits,
            "reason": _reason_in(self.request.POST),
        }
        return render(self.request, "alerts/admin/alert.html", context, status=status)


class EstimateView(Desk):
    """How many readers an audience has, in numbers; asked while somebody chooses it."""

    def get(self, request: HttpRequest, key: UUID) -> JsonResponse:
        alert = _alert_or_404(key)
        form = AudienceForm(request.GET, alert=alert)
        if not form.is_valid():
            return JsonResponse({"errors": sorted(form.errors)}, status=422)
        cells = cells_of(alert, form.choice)
        numbers = {cell.language: _written(cell.readers) for cell in cells}
        total = _written(sum(cell.readers for cell in cells))
        answer = {"counted": mark_of(form.choice), "readers": numbers, "total": total}
        return JsonResponse(answer)


def may_look(user: Any) -> bool:
    return bool(user.has_perm(SEND) or user.has_perm(APPROVE))


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _alert_or_404(key: UUID) -> Alert:
    get_object_or_404(AlertPage.objects.filter(translation_key=key).order_by("pk")[:1])
    rows = Alert.objects.select_related("broadcast", "not_yet_signed", "asked_by", "approved_by")
    return rows.filter(translation_key=key).first() or Alert(translation_key=key)


def _reason_in(data: Any) -> str:
    return str(data.get("reason", "")).replace("\0", "")[:300]


def _written(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)
