"""Leaving by the button of a mail program (RFC 8058): one POST by a machine, without a page.

It answers 200 and never leads elsewhere, however often it comes and whatever is left of the row. No
`Origin` is asked for, because it comes from the provider's servers; the token is all it needs, and
leaving is all that it can do. Opening the address changes nothing: scanners follow links.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from cms.answering import see_other, unkept
from outbox.counting import count_left, counted_address
from outbox.kinds import slot
from supporters.addresses import ask_link_url, leave_at_once_url
from supporters.erasing import erase
from supporters.leaving import leave
from supporters.linking import find_leaver, leave_token
from supporters.models import Supporter
from supporters.views import link_refused
from vault.tokens import TokenExpired, TokenUnknown

LEAVE = "leave_at_once"  # the slot of a draft's header


def leave_headers(supporter: Supporter) -> tuple[tuple[str, str], ...]:
    """What a mail to many says of how to leave, in the reader's language."""
    return _headers(_address(supporter))


def leave_slots() -> tuple[tuple[str, str], ...]:
    """The same for a draft that many get; `leave_values` says what fills it for each of them."""
    return _headers(slot(LEAVE))


def leave_values(supporter: Supporter, broadcast: UUID | None = None) -> dict[str, str]:
    """With the public id of a broadcast, those who leave by it are counted among its results."""
    address = _address(supporter)
    return {LEAVE: counted_address(address, broadcast) if broadcast else address}


def _address(supporter: Supporter) -> str:
    path = leave_at_once_url(leave_token(supporter), supporter.language)
    return f"{settings.BASE_URL}{path}"


def _headers(address: str) -> tuple[tuple[str, str], ...]:
    return (
        ("List-Unsubscribe", f"<{address}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    )


@method_decorator(csrf_exempt, name="dispatch")
class LeaveAtOnceView(View):
    def get(self, request: HttpRequest, token: str, language: str) -> HttpResponse:
        """A person is led to where the link to their choices is asked for: providers know this
        address, so it must not open them.
        """
        return see_other(ask_link_url(language))

    def post(self, request: HttpRequest, token: str, language: str) -> HttpResponse:
        supporter = self._find(token)
        if supporter is not None and supporter.confirmed_on is None:
            erase(supporter)  # our question whether we may write: this is a no
        elif supporter is not None and leave(supporter):
            count_left(request.GET, supporter.language)
        said = _("You are unsubscribed. We will not write to you any more.")
        return unkept(HttpResponse(said, content_type="text/plain; charset=utf-8"))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().dispatch(request, *args, **kwargs)
        except TokenUnknown:
            return link_refused(request, "unknown", kwargs["language"])

    @staticmethod
    def _find(token: str) -> Supporter | None:
        try:
            return find_leaver(token)
        except TokenExpired:
            return None
