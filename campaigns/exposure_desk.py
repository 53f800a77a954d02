"""The admin's screen of what a petition's exposure asks of its stewards: proving their key,
fetching what only they can open, and telling the outcome to who asked. Numbers, never a signer.
"""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.panels import Panel
from wagtail.log_actions import LogActionRegistry, log

from campaigns.exposing import SEALED, Mail, may_mail
from campaigns.key_proofs import PROOF_ENDS, ProofRefused, ask_proof, is_proof_due, prove
from campaigns.models import OutcomeTold, Petition
from campaigns.offline import OfflineKeyRefused
from campaigns.sealing_offline import offline_file
from campaigns.telling_outcomes import (
    OVER,
    NotOver,
    OutcomeMissing,
    OutcomeStale,
    ToldAlready,
    tell_outcome,
)
from cms.languages import language_name
from vault.keystore import KeyMissing

MAY_CHANGE = "campaigns.change_petition"
PROVEN, FETCHED, TOLD = "campaigns.key_proven", "campaigns.sealed_fetched", "campaigns.outcome_told"
change_only = permission_required(MAY_CHANGE, raise_exception=True)


class ExposurePanel(Panel):
    """Says in the petition's form how its key stands, with the way to this screen."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "campaigns/admin/exposure_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | key_facts(self.instance) | {"petition": self.instance}


def key_facts(petition: Petition) -> dict[str, Any]:
    return {
        "is_sealed": petition.exposure == SEALED,
        "is_due": petition.exposure == SEALED and is_proof_due(petition),
        "holds_key": petition.holds_key,
        "ends_after": PROOF_ENDS.days,
    }


@change_only
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    petition = get_object_or_404(Petition, pk=pk)
    proof = petition.key_proofs.filter(proven_at=None, key=petition.offline_key).last()
    wishes = petition.outcome_wishes.values_list("language").annotate(Count("pk")).order_by()
    context = key_facts(petition) | {
        "petition": petition,
        "challenge": proof.challenge if proof else "",
        "may_fetch": is_steward(request, petition),
        "wishes": [(language_name(language), number) for language, number in wishes],
        "tells_outcome": may_mail(petition.exposure, Mail.OUTCOME),
        "is_over": petition.state in OVER,
        "told": OutcomeTold.objects.filter(petition=petition).first(),
    }
    return render(request, "campaigns/admin/exposure.html", context)


@change_only
@require_http_methods(["POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    petition = get_object_or_404(Petition, pk=pk, exposure=SEALED)
    try:
        ask_proof(petition)
    except OfflineKeyRefused:
        messages.error(request, _("Write the public key into the petition first."))
    return redirect("campaigns_exposure", pk)


@change_only
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    petition = get_object_or_404(Petition, pk=pk, exposure=SEALED)
    try:
        prove(petition, request.POST.get("answer", ""), by=request.user)
    except ProofRefused:
        messages.error(request, _("This is not what the challenge holds. Ask for a new one."))
    else:
        log(instance=petition, action=PROVEN, user=request.user)
        messages.success(request, _("Proven: the key is held."))
    return redirect("campaigns_exposure", pk)


@change_only
@require_POST
def fetch(request: HttpRequest, pk: int) -> HttpResponse | StreamingHttpResponse:
    """Only for the petition's stewards, although nobody without their key can read it."""
    petition = get_object_or_404(Petition, pk=pk, exposure=SEALED)
    if not is_steward(request, petition):
        raise PermissionDenied
    log(instance=petition, action=FETCHED, user=request.user)
    response = StreamingHttpResponse(offline_file(petition), content_type="application/jsonl")
    response.headers["Content-Disposition"] = f'attachment; filename="sealed-{petition.pk}.jsonl"'
    response.headers["Cache-Control"] = "no-store"
    return response


@change_only
@require_POST
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    petition = get_object_or_404(Petition, pk=pk)
    refusal = _tell(petition, request.user)
    if refusal:
        messages.error(request, refusal)
    else:
        log(instance=petition, action=TOLD, user=request.user)
        messages.success(request, _("The mails go out now, each in its reader's language."))
    return redirect("campaigns_exposure", pk)


def is_steward(request: HttpRequest, petition: Petition) -> bool:
    return request.user.pk in {petition.steward_id, petition.second_steward_id}


def _tell(petition: Petition, by: Any) -> str:
    """Why it was not told, or empty."""
    try:
        tell_outcome(petition, by=by)
    except NotOver:
        return _("The petition is not answered, won or lost yet.")
    except OutcomeMissing as missing:
        name = {"language": language_name(str(missing))}
        return _("There is no live page in %(language)s with an outcome.") % name
    except OutcomeStale as stale:
        name = {"language": language_name(str(stale))}
        return _("The page in %(language)s does not say yet what the original says.") % name
    except ToldAlready:
        return _("It was told already; nobody is written to twice.")
    except KeyMissing:
        return _("The keys are not there right now. Tell whoever runs the server.")
    return ""


@hooks.register("register_admin_urls")
def open_the_screens() -> list[URLPattern]:
    root = "petitions/<int:pk>/exposure/"
    return [
        path(root, show, name="campaigns_exposure"),
        path(f"{root}challenge/", ask, name="campaigns_key_challenge"),
        path(f"{root}answer/", answer, name="campaigns_key_answer"),
        path(f"{root}sealed/", fetch, name="campaigns_sealed_export"),
        path(f"{root}outcome/", tell, name="campaigns_tell_outcome"),
    ]


@hooks.register("register_log_actions")
def name_the_actions(actions: LogActionRegistry) -> None:
    words = {
        PROVEN: gettext_lazy("Proved that the offline key is held"),
        FETCHED: gettext_lazy("Fetched sealed signatures"),
        TOLD: gettext_lazy("Told the outcome to who asked"),
    }
    for action, label in words.items():
        actions.register_action(action, label, label)
