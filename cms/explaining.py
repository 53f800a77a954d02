"""Telling a person in the admin what became of their deed: refused, waiting, or live."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.admin import messages as admin_messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.users.models import UserProfile

from cms.asking_why import way_around
from cms.gating import Held
from cms.refusing import Refused
from cms.releasing import settle

STAFF_PATH = "/admin/"


def told(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The answer to a refusal. What only waits is registered as ready here once more, since the
    transaction in which it was held has been undone. Where a reason may override it, the person
    is led to where reasons are given.

    All in the language of the person: where a refusal is caught, the admin has left it already.
    """
    with override(_language_of(request.user)):
        return _told(request, refusal)


def _told(request: HttpRequest, refusal: Refused) -> HttpResponse:
    if isinstance(refusal, Held):
        try:
            if settle(refusal):
                return _answer(request, refusal, _("Both versions are live."), messages.SUCCESS)
        except Refused as another:
            refusal = another
    level = messages.INFO if isinstance(refusal, Held) else messages.ERROR
    return _answer(request, refusal, str(refusal), level)


def _answer(request: HttpRequest, refusal: Refused, text: str, level: int) -> HttpResponse:
    is_done = level == messages.SUCCESS
    if _wants_json(request):
        facts = {"success": is_done} | ({} if is_done else {"error_message": text})
        return JsonResponse(facts, status=200 if is_done else 403)
    way = None if is_done else way_around(refusal, request.user)
    if way and level == messages.ERROR:
        return redirect(way)
    messages.add_message(request, level, with_way(request, refusal, text) if way else text)
    return redirect(AdminURLFinder(request.user).get_edit_url(refusal.subject) or STAFF_PATH)


def _language_of(user: Any) -> str:
    if not user.is_authenticated:
        return get_language() or settings.LANGUAGE_CODE
    return UserProfile.get_for_user(user).get_preferred_language()


def with_way(request: HttpRequest, refusal: Refused, text: str) -> str:
    """The text, with a button where this person may insist."""
    way = way_around(refusal, request.user)
    if way is None:
        return text
    return admin_messages.render(
        text, [admin_messages.button(way, _("Publish it now all the same"))]
    )


def _wants_json(request: HttpRequest) -> bool:
    """Programs of the admin: its APIs, and the segments that are put one by one."""
    is_program = request.method in {"PUT", "DELETE"} or "/api/" in request.path_info
    return is_program or "json" in request.headers.get("Accept", "")
