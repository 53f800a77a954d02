"""Where the admin shows the fraud desk and the lists of mail domains; how its deeds are named."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from campaigns import fraud_views as views
from campaigns.clearing import CLEARED
from campaigns.domains import MailDomain
from campaigns.invalidating import ACTIONS

NAMES = {
    ACTIONS["start"]: (_("Start an invalidation"), _("Started an invalidation")),
    ACTIONS["pause"]: (_("Pause an invalidation"), _("Paused an invalidation")),
    ACTIONS["cancel"]: (_("Cancel an invalidation"), _("Cancelled an invalidation")),
    ACTIONS["undo"]: (_("Undo an invalidation"), _("Undid an invalidation")),
    CLEARED: (_("Clear signatures"), _("Cleared signatures that were set apart")),
}


class MailDomainViewSet(SnippetViewSet):
    model = MailDomain
    icon = "mail"
    list_display = ["pattern", "verdict", "note"]
    list_filter = ["verdict"]
    search_fields = ["pattern", "note"]


register_snippet(MailDomainViewSet)


@hooks.register("register_log_actions")
def name_the_deeds(actions: LogActionRegistry) -> None:
    for action, (label, message) in NAMES.items():
        actions.register_action(action, label, message)


@hooks.register("register_admin_urls")
def open_the_desk() -> list[URLPattern]:
    decision = "fraud/invalidations/<int:pk>/"
    return [
        path("fraud/", views.OverviewView.as_view(), name="hub_fraud"),
        path("fraud/<int:pk>/", views.PetitionView.as_view(), name="hub_fraud_petition"),
        path("fraud/<int:pk>/invalidate/", views.InvalidateView.as_view(), name="hub_invalidate"),
        path("fraud/<int:pk>/clear/", views.ClearView.as_view(), name="hub_clear"),
        path(decision, views.InvalidationView.as_view(), name="hub_invalidation"),
        path(f"{decision}<str:deed>/", views.MoveView.as_view(), name="hub_invalidation_move"),
    ]


class DeskItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(views.SEE)


@hooks.register("register_reports_menu_item")
def add_the_desk() -> Any:
    return DeskItem(_("Fraud desk"), reverse("hub_fraud"), icon_name="warning", order=20)
