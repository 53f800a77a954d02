"""What may need somebody's hand, on the admin's first screen: mail that waits, is unknown, or is
paused.
"""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component

from outbox.broadcasts import Broadcast, BroadcastState
from outbox.models import WAITING, Message, MessageQuerySet, Queue, State

MOST = 1_000  # beyond it only "more than" is told: nobody counts a surge for a panel


class MailPanel(Component):
    """Three queries, none of which walks over more than a thousand rows."""

    name = "mail"
    order = 95
    template_name = "outbox/admin/mail_panel.html"

    def __init__(self, request: HttpRequest, *, may_browse: bool) -> None:
        self.user: Any = request.user
        self.may_browse = may_browse

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "waiting": _up_to_most(Message.objects.filter(queue=Queue.TX, state__in=WAITING)),
            "unknown": _up_to_most(Message.objects.filter(state=State.UNKNOWN)),
            "paused": Broadcast.objects.filter(state=BroadcastState.PAUSED).count(),
            "most": MOST,
            "desk_url": reverse("outbox_desk"),
            "outbox_url": reverse("outbox_browse") if self.may_browse else "",
        }


def _up_to_most(rows: MessageQuerySet) -> int:
    return rows.order_by()[: MOST + 1].count()
