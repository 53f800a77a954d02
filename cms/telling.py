"""Telling a person in the admin what became of a publication: live with its pair, or waiting."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from cms.gating import Held
from cms.refusing import PublicationRefused
from cms.releasing import settle

STAFF_PATH = "/admin/"


def told(request: HttpRequest, refusal: PublicationRefused) -> HttpResponse:
    """The answer to a refused publication. What only waits is registered as ready here once
    more, since the transaction in which it was held has been undone.
    """
    if isinstance(refusal, Held):
        try:
            if settle(refusal):
                return _answer(request, refusal, _("Both versions are live."), messages.SUCCESS)
        except PublicationRefused as another:
            refusal = another
    level = messages.INFO if isinstance(refusal, Held) else messages.ERROR
    return _answer(request, refusal, str(refusal), level)


def _answer(
    request: HttpRequest, refusal: PublicationRefused, text: str, level: int
) -> HttpResponse:
    is_done = level == messages.SUCCESS
    if "json" in request.headers.get("Accept", "") or "/api/" in request.path_info:
        facts = {"success": is_done} | ({} if is_done else {"error_message": text})
        return JsonResponse(facts, status=200 if is_done else 403)
    messages.add_message(request, level, text)
    return redirect(AdminURLFinder(request.user).get_edit_url(refusal.subject) or STAFF_PATH)
