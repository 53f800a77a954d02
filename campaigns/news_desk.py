"""The desk of news to signers: what may be told, to how many in each language, and stopping it.

Numbers, never a signer. Nothing leaves without a press here, and not for ten minutes after it.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry, log

from campaigns.choosing import EXAMPLE
from campaigns.exposing import Mail, may_mail
from campaigns.life_desk import for_campaigners
from campaigns.mailing_signers import (
    HOLD,
    MailedAlready,
    MailingRefused,
    NobodyAsked,
    NoSuchMail,
    NothingReady,
    TooLate,
    mail_signers,
    numbers_of,
    stop_mailing,
    was_given_up,
)
from campaigns.mailings import Mailing
from campaigns.models import Petition
from campaigns.news_letters import draft_of
from campaigns.occasions import (
    NotReady,
    Occasion,
    Why,
    find_occasion,
    occasion_of,
    open_occasions,
)
from cms.languages import LANGUAGES, NATIVE_NAMES, language_name
from outbox.finishing import tally_of
from outbox.kinds import slot
from outbox.models import Broadcast, State

SENT, STOPPED = "campaigns.mail_signers", "campaigns.stop_mailing"
SHOWN = 20  # mailings, the newest
WAITING = (State.QUEUED, State.DEFERRED, State.SENDING)
REASONS = {
    Why.MISSING: gettext_lazy("there is no page in this language yet"),
    Why.NOT_LIVE: gettext_lazy("the page in this language is not live"),
    Why.STALE: gettext_lazy("the page in this language does not say yet what the other says"),
    Why.UNREVIEWED: gettext_lazy("nobody has read the machine's translation yet"),
    Why.UNTOLD: gettext_lazy("the text in this language is missing"),
    Why.UNSIGNED: gettext_lazy("the postal address is not set, and each mail must name it"),
}
REFUSALS = {
    NoSuchMail: gettext_lazy("Signers of a sealed petition are sent no news."),
    NobodyAsked: gettext_lazy("No signer has asked for news so far."),
    NothingReady: gettext_lazy("No language is ready to be sent."),
    MailedAlready: gettext_lazy("Somebody has sent this before."),
    TooLate: gettext_lazy("It has all left, or somebody has stopped it before."),
}


@require_safe
@for_campaigners
def show(request: HttpRequest, pk: int) -> HttpResponse:
    petition = get_object_or_404(Petition, pk=pk)
    numbers = numbers_of(petition)
    context = {
        "petition": petition,
        "is_mailed": may_mail(petition.exposure, Mail.UPDATE),
        "audience": [(language_name(code), numbers[code]) for code in LANGUAGES],
        "total": sum(numbers.values()),
        "occasions": [_shown(each) for each in open_occasions(petition)],
        "mailings": [_told(each) for each in petition.mailings.all()[:SHOWN]],
    }
    return render(request, "campaigns/admin/news.html", context)


@for_campaigners
def look(request: HttpRequest, pk: int, event: str, about: str) -> HttpResponse:
    """The mail in each language, its readers, and the button."""
    petition = get_object_or_404(Petition, pk=pk)
    occasion = find_occasion(petition, event, about)
    if occasion is None:
        raise Http404
    if request.method == "POST":
        return _send(request, occasion)
    numbers, held = numbers_of(petition), occasion.held()
    context = _shown(occasion) | {
        "petition": petition,
        "sides": [_side(occasion, code, numbers[code], held) for code in LANGUAGES],
        "total": sum(numbers.values()),
        "is_mailed_before": occasion not in open_occasions(petition),
        "may_send": may_mail(petition.exposure, Mail.UPDATE) and len(held) < len(LANGUAGES),
        "minutes": HOLD.seconds // 60,
    }
    return render(request, "campaigns/admin/news_look.html", context)


@require_POST
@for_campaigners
def stop(request: HttpRequest, pk: int, mailing_pk: int) -> HttpResponse:
    mailing = get_object_or_404(Mailing, pk=mailing_pk, petition=pk)
    try:
        is_untold = stop_mailing(mailing)
    except TooLate as refused:
        messages.error(request, REFUSALS[type(refused)])
    else:
        log(instance=mailing.petition, action=STOPPED, user=request.user)
        if is_untold:
            messages.success(request, _("Cancelled. Nobody has got it."))
        else:
            messages.warning(request, _("Stopped. Some had got it; nobody else does."))
    return redirect("campaigns_news", pk)


def _send(request: HttpRequest, occasion: Occasion) -> HttpResponse:
    try:
        mail_signers(occasion, by=request.user)
    except MailingRefused as refused:
        messages.error(request, REFUSALS[type(refused)])
    else:
        data = {"event": occasion.event, "about": occasion.about}
        log(instance=occasion.petition, action=SENT, user=request.user, data=data)
        messages.success(request, _("It leaves in ten minutes. Until then you can cancel."))
    return redirect("campaigns_news", occasion.petition.pk)


def _shown(occasion: Occasion) -> dict[str, Any]:
    """What it is about, in the words of the active language where it has some."""
    mine = (get_language() or "").partition("-")[0]
    title = ""
    for code in sorted(LANGUAGES, key=lambda code: code != mine):
        try:
            title = title or occasion.said_in(code).title
        except NotReady:
            continue
    event = Mailing.Event(occasion.event).label
    held = [_held(code, why) for code, why in occasion.held().items()]
    look_url = reverse(
        "campaigns_news_look", args=[occasion.petition.pk, occasion.event, occasion.about]
    )
    return {"title": title or event, "event": event, "held": held, "look_url": look_url}


def _held(code: str, why: Why) -> dict[str, Any]:
    return {"language": language_name(code), "reason": REASONS[why]}


def _side(occasion: Occasion, code: str, number: int, held: Mapping[str, Why]) -> dict[str, Any]:
    side = {"code": code, "language": NATIVE_NAMES[code], "number": number}
    if code in held:
        return side | {"reason": REASONS[held[code]]}
    draft = draft_of(occasion, code)
    text = draft.text.replace(slot("name"), EXAMPLE).replace(slot("manage"), "https://…")
    return side | {"subject": draft.subject, "text": text}


def _told(mailing: Mailing) -> dict[str, Any]:
    """One mailing, and where each language stands."""
    broadcast = Broadcast.objects.filter(kind=mailing.kind, subject_id=mailing.pk).first()
    occasion = occasion_of(mailing)
    facts = _shown(occasion) | {"mailing": mailing, "broadcast": broadcast}
    if broadcast is None:
        return facts
    held = {} if broadcast.is_over else occasion.held()
    tally = tally_of(broadcast)
    return facts | {
        "may_stop": not broadcast.is_over,
        "is_given_up": was_given_up(broadcast),
        "leaves_at": broadcast.not_before if broadcast.not_before > timezone.now() else None,
        "held": [_held(code, why) for code, why in held.items()],
        "languages": [_numbers(code, tally.get(code, {})) for code in LANGUAGES],
    }


def _numbers(code: str, states: Mapping[str, int]) -> dict[str, Any]:
    accepted = states.get(State.SENT, 0)
    waiting = sum(states.get(state, 0) for state in WAITING)
    rest = sum(states.values()) - accepted - waiting
    name = language_name(code)
    return {"language": name, "accepted": accepted, "waiting": waiting, "rest": rest}


@hooks.register("register_admin_urls")
def open_the_desk() -> list[URLPattern]:
    root = "petitions/<int:pk>/news"
    return [
        path(f"{root}/", show, name="campaigns_news"),
        path(f"{root}/<int:mailing_pk>/stop/", stop, name="campaigns_news_stop"),
        path(f"{root}/<slug:event>/<slug:about>/", look, name="campaigns_news_look"),
    ]


@hooks.register("register_snippet_listing_buttons")
def button_to_the_desk(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:
    if not isinstance(snippet, Petition) or not user.has_perm("campaigns.change_petition"):
        return []
    address = reverse("campaigns_news", args=[snippet.pk])
    return [Button(gettext_lazy("News to signers"), address, icon_name="mail", priority=45)]


@hooks.register("register_log_actions")
def name_the_actions(actions: LogActionRegistry) -> None:
    words = {
        SENT: gettext_lazy("Sent news to signers"),
        STOPPED: gettext_lazy("Stopped news to signers"),
    }
    for action, label in words.items():
        actions.register_action(action, label, label)
