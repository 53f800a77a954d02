"""Screens of the admin where names are asked for, approved and fetched; verbs are in exports.py."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages

from campaigns import exports
from campaigns.bundles import Bundle
from campaigns.bundling.disclosing import not_handed_over
from campaigns.bundling.packing import AgeKeyRefused, check_age_key
from campaigns.bundling.taking_back import untold
from campaigns.models import Partner, Petition
from campaigns.targets import names_of, targets_of
from campaigns.tombstones import partner_key, untold_by_recipient
from users.models import User
from vault.auditing import noted

NEWEST = 50
STEPS = {
    "bundle.asked": _("Asked for"),
    "bundle.approved": _("Approved"),
    "bundle.refused": _("Refused"),
    "bundle.day_over": _("Nobody refused within a day"),
    "bundle.anew": _("Made anew"),
    "bundle.ready": _("File made"),
    "bundle.failed": _("Making it failed"),
    "bundle.fetched": _("Fetched"),
    "bundle.deleted": _("File deleted"),
    "bundle.retired": _("The petition's names were erased"),
}
NAMES_ERASED = _("The names of this petition were erased on their day: none can be handed over.")
UNDER_WAY = _("This recipient's last bundle is not finished yet.")
REFUSALS: dict[type[Exception], Any] = {
    exports.SamePerson: _("Somebody else has to approve it: it takes two."),
    exports.NotWaiting: _("It is decided already."),
    exports.NotReady: _("It is decided already."),
    exports.NamesErased: NAMES_ERASED,
    exports.AlreadyUnderWay: UNDER_WAY,
}


class AskForm(forms.Form):
    """For a petition's target, whose name stands there already, or for one of its partners."""

    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=_("For whom"), required=False, empty_label=None
    )
    recipient = forms.CharField(
        label=_("Name of the office"),
        max_length=120,
        required=False,
        help_text=_("It stands on the cover letter. Leave it for a partner."),
    )
    age_recipient = forms.CharField(
        label=_("The recipient's age key"),
        max_length=120,
        required=False,
        help_text=_("It begins with age1. The file is sealed to it: only they can open it."),
    )

    def __init__(self, petition: Petition, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = _choosable(petition)  # type: ignore[attr-defined]
        self.fields["partner"].empty_label = gettext("The office the petition is addressed to")  # type: ignore[attr-defined]
        self.fields["recipient"].initial = names_of(targets_of(petition), get_language() or "en")

    def clean_age_recipient(self) -> str:
        try:
            return check_age_key(self.cleaned_data["age_recipient"])
        except AgeKeyRefused:
            raise ValidationError(gettext("This is not a public key of age.")) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("partner") and not cleaned.get("recipient"):
            self.add_error("recipient", gettext("Say which office it is for."))
        return cleaned

    def request(self) -> exports.Request:
        return exports.Request(**self.cleaned_data)


def _choosable(petition: Petition) -> QuerySet[Partner]:
    """Also who receives names no more and has some to strike out: its bundle lists only those."""
    untold = untold_by_recipient(petition)
    has_some = [
        pk for pk in petition.partners.values_list("pk", flat=True) if partner_key(pk) in untold
    ]
    return petition.partners.filter(Q(receives_names=True) | Q(pk__in=has_some))


class Exporting(View):
    """Whoever may approve exports may look; what they may do is asked in the verbs."""

    def may_enter(self) -> bool:
        return self.request.user.has_perm(exports.RIGHT)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may_enter():
            raise PermissionDenied
        try:
            response = super().dispatch(request, *args, **kwargs)
        except exports.NotAllowed:
            raise PermissionDenied from None
        response.headers["Cache-Control"] = "no-store"
        return response


class BundlesView(Exporting):
    def get(self, request: HttpRequest) -> HttpResponse:
        newest = Bundle.objects.select_related("petition", "asked_by").prefetch_related("portions")
        may_ask = request.user.has_perm(exports.ASK_RIGHT)
        standing = Petition.objects.filter(retired_at=None)
        context = {
            "is_small": settings.SMALL_OFFICE,
            "bundles": newest.order_by("-asked_at")[:NEWEST],
            "untold": untold(),
            "petitions": standing.order_by("name") if may_ask else [],
        }
        return render(request, "campaigns/admin/bundles.html", context)


class AskView(Exporting):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(exports.ASK_RIGHT):
            raise PermissionDenied
        self.petition = get_object_or_404(Petition, pk=kwargs["petition_id"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, petition_id: int) -> HttpResponse:
        return self._show(AskForm(self.petition), 200)

    def post(self, request: HttpRequest, petition_id: int) -> HttpResponse:
        form = AskForm(self.petition, request.POST)
        if not form.is_valid():
            return self._show(form, 422)
        try:
            bundle = exports.ask(self.petition, request.user, form.request())  # type: ignore[arg-type]
        except exports.AlreadyUnderWay:
            form.add_error(None, UNDER_WAY)
            return self._show(form, 409)
        except exports.NamesErased:
            form.add_error(None, NAMES_ERASED)
            return self._show(form, 409)
        messages.success(request, gettext("Asked. Everybody in charge gets a mail."))
        return redirect("bundle", bundle.pk)

    def _show(self, form: AskForm, status: int) -> HttpResponse:
        context = {"form": form, "petition": self.petition}
        return render(self.request, "campaigns/admin/ask_bundle.html", context, status=status)


class BundleView(Exporting):
    """One bundle: how far it is, and the buttons that this person may press."""

    def may_enter(self) -> bool:
        """The petition's stewards too: their mail leads here, and they may refuse."""
        related = Bundle.objects.select_related("petition", "asked_by", "approved_by")
        self.bundle = get_object_or_404(related, pk=self.kwargs["bundle_id"])
        return exports.may_look(self.bundle, self.request.user)  # type: ignore[arg-type]

    def get(self, request: HttpRequest, bundle_id: int) -> HttpResponse:
        bundle, may_approve = self.bundle, request.user.has_perm(exports.RIGHT)
        me, waits = request.user.pk, bundle.state in {"asked", "announced"}
        context = {
            "bundle": bundle,
            "waits": waits,
            "names_now": not_handed_over(bundle).count() if waits else 0,
            "may_list": may_approve,
            "may_approve": may_approve and waits and bundle.asked_by_id not in {None, me},
            "may_fetch": bundle.state == "ready"
            and me in {bundle.asked_by_id, bundle.approved_by_id},
            "log": _log_of(bundle),
        }
        response = render(request, "campaigns/admin/bundle.html", context)
        if bundle.state == Bundle.State.BUILDING:
            response.headers["Refresh"] = "5"
        return response

    def post(self, request: HttpRequest, bundle_id: int) -> Any:
        """Each button is a POST: a link that a browser reads ahead must not let names out."""
        bundle, deed = self.bundle, request.POST.get("deed", "")
        if deed == "fetch":
            return self._fetch(bundle)
        deeds = {
            "approve": (exports.approve, gettext("Approved. It is being made.")),
            "refuse": (exports.refuse, gettext("Refused. Nothing is made.")),
            "anew": (exports.make_anew, gettext("It is being made anew.")),
        }
        if deed not in deeds:
            return self._back(bundle, gettext("Choose one of the buttons."))
        verb, said = deeds[deed]
        try:
            verb(bundle, request.user)  # type: ignore[arg-type]
        except tuple(REFUSALS) as refused:
            return self._back(bundle, str(REFUSALS[type(refused)]))
        messages.success(request, said)
        return redirect("bundle", bundle.pk)

    def _fetch(self, bundle: Bundle) -> Any:
        try:
            path = exports.fetch(bundle, self.request.user)  # type: ignore[arg-type]
        except exports.NotReady:
            return self._back(bundle, gettext("There is no file: not yet, or no more."))
        except exports.NamesErased:
            return self._back(bundle, str(NAMES_ERASED))
        except exports.NamesTakenBack as taken:
            return self._back(bundle, _taken_back(taken.number))
        return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)

    def _back(self, bundle: Bundle, why: str) -> HttpResponse:
        messages.error(self.request, why)
        return redirect(reverse("bundle", args=[bundle.pk]))


def _log_of(bundle: Bundle) -> list[dict[str, Any]]:
    """Every step, oldest first: when, what, and by whom."""
    entries = list(noted(bundle.pk, *STEPS))
    people = User.objects.in_bulk([entry.actor for entry in entries if entry.actor])
    return [
        {"at": entry.at, "step": STEPS[entry.deed], "by": people.get(entry.actor or 0)}
        for entry in entries
    ]


def _taken_back(number: int) -> str:
    return ngettext(
        "%(number)s person took their name back since this was made. Make it anew without them.",
        "%(number)s people took their names back since this was made. Make it anew without them.",
        number,
    ) % {"number": number}
