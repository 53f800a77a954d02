"""The desk of tips. The list says nothing of what was sent; a tip is opened by a POST, so that no
link that a browser reads ahead opens one, and every opening is noted.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters

from tips.days import KEPT_DAYS, kept_until, today
from tips.erasing import ERASED, erase_now
from tips.forms import KeepForm
from tips.models import Tip
from tips.opening import ANSWERED, KEPT, OPENED, Opened, TipGone, keep, mark_answered, open_tip
from tips.readers import is_tip_reader, tip_readers
from users.models import User
from vault.auditing import noted
from vault.sealing import CannotUnseal

AT_ONCE = 50  # of the list
STEPS = {
    OPENED: pgettext_lazy("a tip", "Opened"),
    ANSWERED: pgettext_lazy("a tip", "Answered elsewhere"),
    KEPT: pgettext_lazy("a tip", "Kept"),
    ERASED: pgettext_lazy("a tip", "Erased"),
}
GONE = gettext_lazy("This tip is no longer here: it was erased.")
UNREADABLE = gettext_lazy(
    "No key opens this tip. Tell whoever runs the server which keys were taken away."
)


class TipReader(View):
    """Whoever holds the role; every answer is `no-store`."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not is_tip_reader(request.user):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response


class DeskView(TipReader):
    def get(self, request: HttpRequest) -> HttpResponse:
        bare = Tip.objects.defer("sealed_text", "sealed_contact", "sealed_reason")
        context = {
            "tips": Paginator(bare.order_by("-pk"), AT_ONCE).get_page(request.GET.get("p")),
            "readers": [reader.called for reader in tip_readers().order_by("pk")],
            "is_clock_late": Tip.objects.overdue(today() - timedelta(days=1)).exists(),
        }
        return render(request, "tips/admin/desk.html", context)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class TipView(TipReader):
    def get(self, request: HttpRequest, tip_id: int) -> HttpResponse:
        return _show(request, get_object_or_404(Tip, pk=tip_id))

    def post(self, request: HttpRequest, tip_id: int) -> HttpResponse:
        deed: Callable[..., HttpResponse] | None = DEEDS.get(request.POST.get("deed", ""))
        if deed is None:
            return redirect("hub_tip", tip_id)
        try:
            return deed(request, tip_id)
        except TipGone:
            messages.warning(request, GONE)
        except CannotUnseal:
            messages.error(request, UNREADABLE)
        return redirect("hub_tips")


def _open(request: HttpRequest, tip_id: int, form: KeepForm | None = None) -> HttpResponse:
    opened = open_tip(tip_id, by=request.user)
    status = 422 if form else 200
    return _show(request, Tip.objects.get(pk=tip_id), opened=opened, form=form, status=status)


def _answer(request: HttpRequest, tip_id: int) -> HttpResponse:
    mark_answered(tip_id, by=request.user)
    messages.success(request, _("It is marked as answered."))
    return redirect("hub_tips")


def _keep(request: HttpRequest, tip_id: int) -> HttpResponse:
    form = KeepForm(request.POST)
    if not form.is_valid():
        return _open(request, tip_id, form)
    keep(tip_id, form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("It is kept for now. Its last day stands in the list."))
    return redirect("hub_tips")


def _erase(request: HttpRequest, tip_id: int) -> HttpResponse:
    if not erase_now(tip_id, by=request.user):
        raise TipGone(tip_id)
    messages.success(request, _("What was in it is erased."))
    return redirect("hub_tips")


DEEDS = {"open": _open, "answered": _answer, "keep": _keep, "erase": _erase}


def _show(
    request: HttpRequest,
    tip: Tip,
    *,
    opened: Opened | None = None,
    form: KeepForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "tip": tip,
        "opened": opened,
        "form": form or KeepForm(),
        "kept": {"days": KEPT_DAYS, "until": kept_until(tip.received_on)},
        "log": _trail(tip),
    }
    return render(request, "tips/admin/tip.html", context, status=status)


def _trail(tip: Tip) -> list[dict[str, Any]]:
    """Who did what when; the clock has no name."""
    entries = list(noted(tip.pk, *STEPS))
    people = User.objects.in_bulk({entry.actor for entry in entries if entry.actor})
    return [
        {"at": entry.at, "step": STEPS[entry.deed], "by": people.get(entry.actor or 0)}
        for entry in entries
    ]
