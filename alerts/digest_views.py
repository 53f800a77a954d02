"""The desk of digests: what was sent, what comes next, and the switch."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alerts.digest_desk import coming_draft, next_digests, recent_runs
from alerts.digesting import switch, turn
from alerts.digests import RHYTHMS
from alerts.mail_preview import shown_alone
from cms.languages import LANGUAGES
from cms.rights import check_may_tell_everyone


def list_digests(request: HttpRequest) -> HttpResponse:
    known = switch()
    check_may_tell_everyone(request.user, known.site)  # type: ignore[arg-type]
    facts = {"is_on": known.on_since is not None, "next": next_digests(), "runs": recent_runs()}
    return render(request, "alerts/desk/digests.html", facts)


@require_POST
def turn_digests(request: HttpRequest) -> HttpResponse:
    is_on = request.POST.get("on") == "1"
    turn(on=is_on, by=request.user)  # type: ignore[arg-type]
    said = _("Digests are sent from now on.") if is_on else _("No digest is sent any more.")
    messages.success(request, said)
    return redirect("alerts_digests")


def preview(request: HttpRequest, rhythm: str, language: str) -> HttpResponse:
    check_may_tell_everyone(request.user, switch().site)  # type: ignore[arg-type]
    if rhythm not in RHYTHMS or language not in LANGUAGES:
        raise Http404
    with translation.override(language):
        found = coming_draft(rhythm, language)
    if found is None:
        messages.info(request, _("There is nothing to say yet."))
        return redirect("alerts_digests")
    draft, values = found
    return shown_alone(draft, language, values)
