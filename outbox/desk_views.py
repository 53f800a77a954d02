"""The send desk in the admin: numbers and deeds; no address stands on any of its screens."""

import hashlib
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View
from wagtail.admin import messages

from outbox.broadcasts import Broadcast
from outbox.browsing import described
from outbox.desk import desk, live_parts, overview
from outbox.explaining import Cause
from outbox.failures import failing, failures, reasons_csv
from outbox.holding import what_holds
from outbox.models import State
from outbox.naming import language_name, title_of
from outbox.nights import asleep
from outbox.progress import progress_of
from outbox.retrying import retry
from outbox.steering import (
    NotPossible,
    cancel,
    pause,
    resume,
    send_at_once,
    send_unknown,
)

SEE, ACT = "outbox.view_broadcast", "outbox.change_broadcast"
LARGEST = 2**63 - 1  # of a primary key
ASKED_TWICE = ("cancel", "resend", "at_once")


class DeskView(View):
    """Seeing needs one right, doing another."""

    right = SEE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.right):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def find(self, pk: int) -> Broadcast:
        if pk > LARGEST:
            raise Http404
        return get_object_or_404(Broadcast.objects.select_related("by"), pk=pk)

    def show(self, name: str, context: dict[str, Any]) -> HttpResponse:
        context |= {"may_act": self.request.user.has_perm(ACT)}
        return render(self.request, f"outbox/admin/{name}.html", context)


class OverviewView(DeskView):
    def get(self, request: HttpRequest) -> HttpResponse:
        rows, before = overview(number_in(request, "before"))
        hold = what_holds()
        return self.show("overview", {"rows": rows, "before": before, "hold": hold and hold.label})


class BroadcastView(DeskView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        broadcast = self.find(pk)
        hold = None if broadcast.is_over else what_holds()
        shown = desk(broadcast) | {"broadcast": broadcast, "hold": hold and hold.label}
        return self.show("broadcast", shown)


class ProgressView(DeskView):
    """A few hundred bytes, or nothing at all if the asker has them."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        answer = JsonResponse(live_parts(self.find(pk)))
        answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
        known = get_conditional_response(request, etag=answer["ETag"], response=answer)
        return known or answer


class DeedView(DeskView):
    """One deed: pause, resume, retry, or one of `ASKED_TWICE`."""

    right = ACT

    def get(self, request: HttpRequest, pk: int, deed: str) -> HttpResponse:
        broadcast = self.find(pk)
        if deed not in ASKED_TWICE:
            return redirect("outbox_broadcast", pk)
        progress = progress_of(broadcast)
        context = {"broadcast": broadcast, "title": title_of(broadcast), "progress": progress}
        context["unknown"] = progress.in_state(State.UNKNOWN)
        context["asleep"] = asleep(broadcast.pk).count() if deed == "at_once" else 0
        return self.show(deed, context)

    def post(self, request: HttpRequest, pk: int, deed: str) -> HttpResponse:
        broadcast = self.find(pk)
        if deed not in DEEDS:
            raise Http404
        try:
            messages.success(request, DEEDS[deed](broadcast, request))
        except NotPossible:
            messages.error(request, _("That is no longer possible: it has moved on meanwhile."))
        return redirect("outbox_broadcast", pk)


class FailuresView(DeskView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        broadcast = self.find(pk)
        progress = progress_of(broadcast)
        chosen = {
            "language": one_of(request, "language", progress.languages),
            "cause": one_of(request, "cause", Cause.values),
        }
        rows, before = failing(broadcast, **chosen, before=number_in(request, "before"))
        lines = failures(broadcast, progress.languages)
        context = chosen | {
            "broadcast": broadcast,
            "title": title_of(broadcast),
            "languages": [(each, language_name(each)) for each in progress.languages],
            "retriable": [line for line in lines if line.is_retriable],
            "causes": Cause.choices,
            "rows": described(rows),
            "before": before,
            "may_browse": request.user.has_perm("outbox.view_outbox"),
        }
        return self.show("failures", context)


class FailuresFileView(DeskView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        broadcast = self.find(pk)
        text = reasons_csv(broadcast, progress_of(broadcast).languages)
        return as_file(text, _("not-arrived-%(number)s.csv") % {"number": broadcast.pk})


def as_file(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def number_in(request: HttpRequest, name: str) -> int | None:
    """A key from the address; nothing where there is none, or nonsense."""
    asked = request.GET.get(name, "")
    is_key = asked.isascii() and asked.isdecimal() and len(asked) < len(str(LARGEST))
    return int(asked) if is_key else None


def one_of(request: HttpRequest, name: str, choices: list[str]) -> str:
    asked = request.GET.get(name, "")
    return asked if asked in choices else ""


def _pause(broadcast: Broadcast, request: HttpRequest) -> str:
    pause(broadcast.pk, by=request.user.pk)
    return _("Paused. Letters that were on their way may still arrive.")


def _resume(broadcast: Broadcast, request: HttpRequest) -> str:
    resume(broadcast.pk, by=request.user.pk)
    return _("It goes on where it stood.")


def _cancel(broadcast: Broadcast, request: HttpRequest) -> str:
    cancel(broadcast.pk, by=request.user.pk)
    return _("Cancelled. Who has not got it does not get it.")


def _resend(broadcast: Broadcast, request: HttpRequest) -> str:
    number = send_unknown(broadcast.pk, by=request.user.pk)
    said = ngettext("%(number)s letter goes once more.", "%(number)s letters go once more.", number)
    return said % {"number": number}


def _at_once(broadcast: Broadcast, request: HttpRequest) -> str:
    number = send_at_once(broadcast.pk, by=request.user.pk)
    said = ngettext(
        "%(number)s letter no longer waits for the morning.",
        "%(number)s letters no longer wait for the morning.",
        number,
    )
    return said % {"number": number}


def _retry(broadcast: Broadcast, request: HttpRequest) -> str:
    chosen = [Cause(cause) for cause in request.POST.getlist("cause") if cause in Cause.values]
    number = retry(broadcast.pk, **({"causes": chosen} if chosen else {}), by=request.user.pk)
    said = ngettext(
        "%(number)s letter is tried again.", "%(number)s letters are tried again.", number
    )
    return said % {"number": number}


DEEDS = {
    "pause": _pause,
    "resume": _resume,
    "cancel": _cancel,
    "resend": _resend,
    "retry": _retry,
    "at_once": _at_once,
}
