"""The screens of the fraud desk. No name and no address stands on any of them."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View
from wagtail.admin import messages

from campaigns.clearing import clear_address, clear_domain
from campaigns.describing import described
from campaigns.fraud_desk import DAYS, desk, overview
from campaigns.fraud_forms import KEYS_GONE, ClearForm, CriteriaForm
from campaigns.invalidating import MOVES, WrongState, move, outlook, preview
from campaigns.models import Invalidation, Petition
from vault.keystore import KeyMissing

SEE, ACT = "campaigns.view_fraud", "campaigns.change_invalidation"


class DeskView(View):
    """Seeing needs one right, deciding another."""

    right = SEE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.right):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def show(self, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        may_act = self.request.user.has_perm(ACT)
        context |= {"may_act": may_act}
        return render(self.request, f"campaigns/admin/{name}.html", context, status=status)


class OverviewView(DeskView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("fraud_overview", {"rows": overview()})


class PetitionView(DeskView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        petition = get_object_or_404(Petition, pk=pk)
        asked = request.GET.get("days", "")
        days = int(asked) if asked in map(str, DAYS) else DAYS[1]
        context = {"petition": petition, "days": days, "choices": DAYS, "is_desk": True}
        return self.show("fraud_desk", context | desk(petition, days))


@method_decorator(sensitive_post_parameters(), name="dispatch")
class InvalidateView(DeskView):
    right = ACT

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        petition = get_object_or_404(Petition, pk=pk)
        form = CriteriaForm(initial=request.GET.dict(), petition=petition)
        return self.show("invalidate", {"petition": petition, "form": form})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        petition = get_object_or_404(Petition, pk=pk)
        form = CriteriaForm(request.POST, petition=petition)
        if not form.is_valid():
            context = {"petition": petition, "form": form}
            return self.show("invalidate", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        facts = {name: form.cleaned_data[name] for name in ("rule", "reason")}
        made = preview(petition, form.criteria, author=request.user, **facts)
        return redirect("hub_invalidation", made.pk)


class InvalidationView(DeskView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = Invalidation.objects.select_related("petition", "author")
        made = get_object_or_404(rows, pk=pk)
        deeds = [deed for deed, (origins, _goal) in MOVES.items() if made.state in origins]
        context = {"invalidation": made, "deeds": deeds, "petition": made.petition}
        context["criteria"] = described(made.criteria)
        context["author"] = made.author.called if made.author else ""
        if made.state == Invalidation.State.PREVIEW:
            context["outlook"] = outlook(made)
        return self.show("invalidation", context)


class MoveView(DeskView):
    """One deed: start, pause, cancel or undo."""

    right = ACT
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int, deed: str) -> HttpResponse:
        if deed not in MOVES or not Invalidation.objects.filter(pk=pk).exists():
            raise Http404
        try:
            move(pk, deed, by=request.user)
        except WrongState:
            messages.error(request, _("That is no longer possible: it has moved on meanwhile."))
        return redirect("hub_invalidation", pk)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class ClearView(DeskView):
    right = ACT

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.ask(get_object_or_404(Petition, pk=pk), ClearForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        petition, form = get_object_or_404(Petition, pk=pk), ClearForm(request.POST)
        if not form.is_valid():
            return self.ask(petition, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        email, domain = form.cleaned_data["email"], form.cleaned_data["domain"]
        try:
            if email:
                number = clear_address(petition, email, by=request.user)
            else:
                number = clear_domain(petition, domain, by=request.user)
        except KeyMissing:
            form.add_error(None, KEYS_GONE)
            return self.ask(petition, form, status=HTTPStatus.CONFLICT)
        said = ngettext(
            "%(number)s signature is cleared.", "%(number)s signatures are cleared.", number
        )
        messages.success(request, said % {"number": number})
        return redirect("hub_fraud_petition", petition.pk)

    def ask(self, petition: Petition, form: ClearForm, *, status: int = 200) -> HttpResponse:
        return self.show("clear", {"petition": petition, "form": form}, status=status)
