"""Doors of what exposure allows: names that may be shown, and forgetting a wish to be told."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from campaigns.live_pages import live_page
from campaigns.outcome_wishes import WishUnknown, forget_wish
from campaigns.showing_names import newest_names
from cms.answering import answer
from cms.keeping import keep_out
from cms.reading import Head, set_head
from vault.keystore import KeyMissing
from vault.origins import is_from_our_pages

NAMES_CACHE = "max-age=0, s-maxage=10"  # seconds: who withdraws is off the page as soon


class NamesView(View):
    """The newest who agreed to be shown: an address of its own, which no search engine lists."""

    def get(self, request: HttpRequest, public_id: UUID, language: str) -> HttpResponse:
        page = live_page(public_id, language)
        if not page.offers.shows_names:
            raise Http404
        try:
            names, status = newest_names(page.petition), HTTPStatus.OK
        except KeyMissing:
            names, status = [], HTTPStatus.SERVICE_UNAVAILABLE
        set_head(request, Head(_("Some who signed"), is_indexable=False))
        context = {"campaign": page.as_card(), "names": names}
        response = render(request, "campaigns/names.html", context, status=status)
        is_kept = status == HTTPStatus.OK
        response.headers["Cache-Control"] = NAMES_CACHE if is_kept else "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        keep_out(response)
        return response


@method_decorator(csrf_exempt, name="dispatch")
class ForgetWishView(View):
    """The mailed link opens a page; only its button forgets. It answers the same for a word that
    nobody has: neither page nor answer tells who waits for an outcome.
    """

    def get(self, request: HttpRequest, **facts: Any) -> HttpResponse:
        return self.show(request, facts, is_done=False)

    def post(self, request: HttpRequest, public_id: UUID, word: str, language: str) -> HttpResponse:
        facts = {"public_id": public_id, "language": language}
        if not is_from_our_pages(request):
            return self.show(request, facts, is_done=False, status=HTTPStatus.FORBIDDEN)
        try:
            forget_wish(live_page(public_id, language).petition, word)
        except WishUnknown:
            pass
        except KeyMissing:
            return self.show(request, facts, is_done=False, status=HTTPStatus.SERVICE_UNAVAILABLE)
        return self.show(request, facts, is_done=True)

    def show(
        self, request: HttpRequest, facts: dict[str, Any], *, is_done: bool, status: int = 200
    ) -> HttpResponse:
        page = live_page(facts["public_id"], facts["language"])
        context = {
            "campaign": page.as_card(),
            "is_done": is_done,
            "is_refused": status != HTTPStatus.OK,
        }
        title = _("How it ends: forget my address")
        return answer(request, "campaigns/forget_outcome.html", context, title=title, status=status)
