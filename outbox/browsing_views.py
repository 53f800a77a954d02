"""The outbox in the admin, for those with the right to browse it. No body, and no bare address."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from outbox.browsing import (
    Wish,
    browse,
    described,
    kind_choices,
    language_choices,
    masked_address,
    oldest_waiting,
)
from outbox.desk_views import ACT, LARGEST, SEE, DeskView, number_in, one_of
from outbox.explaining import PASSING, cause_of
from outbox.models import Message, Queue, State
from outbox.retrying import retry_personal

BROWSE = "outbox.view_outbox"


class OutboxView(DeskView):
    right = BROWSE

    def get(self, request: HttpRequest) -> HttpResponse:
        wish = Wish(
            queue=one_of(request, "queue", Queue.values) or Queue.TX,
            state=one_of(request, "state", State.values),
            kind=one_of(request, "kind", kind_choices()),
            language=one_of(request, "language", [code for code, _name in language_choices()]),
            before=number_in(request, "before"),
        )
        rows, before = browse(wish)
        asked = request.GET.copy()
        asked["before"] = str(before)
        context: dict[str, Any] = {
            "title": _("Outbox"),
            "wish": wish,
            "rows": rows,
            "next": asked.urlencode() if before else "",
            "oldest": oldest_waiting(),
            "queues": Queue.choices,
            "states": State.choices,
            "kinds": kind_choices(),
            "languages": language_choices(),
        }
        return self.show("outbox", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Try again what failed for a passing reason; that needs the right to act."""
        if not request.user.has_perm(ACT):
            raise PermissionDenied
        number = retry_personal(by=request.user.pk)
        said = ngettext(
            "%(number)s letter is tried again.", "%(number)s letters are tried again.", number
        )
        messages.success(request, said % {"number": number})
        return redirect("outbox_browse")


class MessageView(DeskView):
    """One message; its address is opened by POST only, because that is noted."""

    right = BROWSE

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show_one(self.find_message(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        message = self.find_message(pk)
        address = masked_address(message, by=request.user.pk)
        said = address or _("Nobody: its reader is gone, or the keys are not here.")
        return self.show_one(message, address=said)

    def find_message(self, pk: int) -> Message:
        if pk > LARGEST:
            raise Http404
        return get_object_or_404(Message.objects.select_related("broadcast"), pk=pk)

    def show_one(self, message: Message, *, address: str = "") -> HttpResponse:
        cause = cause_of(message.state, message.error_code)
        context = {
            "shown": described([message])[0],
            "message": message,
            "address": address,
            "may_see": self.request.user.has_perm(SEE),
            "is_passing": cause in PASSING,
            "title": _("Message %(number)s") % {"number": message.pk},
        }
        return self.show("message", context)
