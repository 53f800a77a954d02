"""Screens of a petition's life in the admin: its state, its docket, its stewards, its letter."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns.docketing import record, strike
from campaigns.dockets import Delivery
from campaigns.handing_over import HandOverRefused, hand_over, may_hand_over
from campaigns.handovers import SeatHandover
from campaigns.judging_letters import AlreadyJudged, judge_letter
from campaigns.letter_versions import LetterVersion
from campaigns.life_forms import DeliveryForm, HandOverForm, NoteForm, StateForm
from campaigns.models import Petition
from campaigns.refusals import said_of
from campaigns.stating import MOVES, StateRefused, change_state

EDIT = "wagtailsnippets_campaigns_petition:edit"


def for_campaigners(view: Any) -> Any:
    """For those who may change petitions."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("campaigns.change_petition"):
            raise PermissionDenied
        answer: HttpResponse = view(request, *args, **kwargs)
        return answer

    return guarded


@for_campaigners
def change(request: HttpRequest, pk: int) -> HttpResponse:
    petition = get_object_or_404(Petition, pk=pk)
    form = StateForm(request.POST or None, moves=MOVES[petition.state])
    if request.method == "POST" and form.is_valid():
        facts = {"texts": form.texts, "by": request.user, "at": form.cleaned_data["at"]}
        try:
            change_state(petition, form.cleaned_data["state"], **facts)
        except StateRefused as refused:
            form.add_error(None, said_of(refused))
        else:
            messages.success(request, _("Readers of both languages can read it now."))
            return redirect(EDIT, pk)
    return _shown(request, "state", {"form": form, "petition": petition})


@for_campaigners
def deliver(request: HttpRequest, pk: int, delivery_pk: int | None = None) -> HttpResponse:
    petition = get_object_or_404(Petition, pk=pk)
    delivery = (
        get_object_or_404(Delivery, pk=delivery_pk, petition=petition)
        if delivery_pk
        else Delivery(petition=petition)
    )
    form = DeliveryForm(request.POST or None, instance=delivery)
    if request.method == "POST" and form.is_valid():
        kept = form.filled()
        record(kept, by=request.user)
        if kept.waits_for:
            messages.warning(
                request, _("Kept. Readers see it once both languages have their text.")
            )
        else:
            messages.success(request, _("Readers of both languages can read it now."))
        return redirect(EDIT, pk)
    return _shown(request, "delivery", {"form": form, "petition": petition, "delivery": delivery})


@require_POST
@for_campaigners
def strike_out(request: HttpRequest, pk: int, delivery_pk: int) -> HttpResponse:
    strike(get_object_or_404(Delivery, pk=delivery_pk, petition=pk), by=request.user)
    messages.success(request, _("The delivery is out of the docket."))
    return redirect(EDIT, pk)


@for_campaigners
def hand(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Petition.objects.select_related("steward", "second_steward")
    petition = get_object_or_404(rows, pk=pk)
    seats = [
        seat for seat in SeatHandover.Seat.values if may_hand_over(petition, seat, request.user)
    ]
    form = HandOverForm(request.POST or None, petition=petition, seats=seats)
    if request.method == "POST" and form.is_valid():
        seat, to = form.cleaned_data["seat"], form.cleaned_data["to"]
        try:
            hand_over(petition, seat, to=to, by=request.user)
        except HandOverRefused as refused:
            form.add_error(None, said_of(refused))
        else:
            messages.success(request, _("Handed over. Both have been written to."))
            return redirect(EDIT, pk)
    past = petition.handovers.select_related("was", "became", "by")
    facts = {"form": form, "petition": petition, "past": past, "seats": seats}
    return _shown(request, "hand_over", facts)


@for_campaigners
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(LetterVersion.objects.select_related("petition"), pk=pk)
    form = NoteForm(request.POST or None, initial=_last_note(version))
    if request.method == "POST" and version.is_open_question and form.is_valid():
        try:
            judge_letter(version, is_material=form.is_material, texts=form.texts, by=request.user)
        except AlreadyJudged:
            messages.warning(request, _("Somebody has answered this already."))
        else:
            messages.success(request, _("Thank you. Nothing more is asked about this change."))
        return redirect(EDIT, version.petition_id)
    facts = {"form": form, "petition": version.petition, "version": version}
    return _shown(request, "letter", facts)


def _last_note(version: LetterVersion) -> dict[str, str]:
    """The other language's letter has mostly just been changed in the same way."""
    letters = version.petition.letters.filter(is_material=True).exclude(language=version.language)
    last = letters.first()
    return {NoteForm.name_of(code): text for code, text in last.texts.items()} if last else {}


def _shown(request: HttpRequest, name: str, facts: dict[str, Any]) -> HttpResponse:
    status = 422 if facts["form"].errors else 200
    return render(request, f"campaigns/admin/{name}.html", facts, status=status)
