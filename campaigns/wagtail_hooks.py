"""Petitions in the admin: facts without a language, and never a signer."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from campaigns import collection_hooks, export_hooks, fraud_hooks, moderating_views, share_desk
from campaigns.exposure_desk import ExposurePanel
from campaigns.models import Petition

# They register their own hooks.
__all__ = [
    "PetitionViewSet",
    "collection_hooks",
    "export_hooks",
    "fraud_hooks",
    "moderating_views",
    "share_desk",
]


class PetitionViewSet(SnippetViewSet):
    model = Petition
    icon = "edit"
    list_display = ["name", "target_name", "state", "goal", "closes_at"]
    list_filter = ["state"]
    search_fields = ["name", "target_name"]
    panels = [
        FieldPanel("name"),
        FieldPanel("target_name"),
        FieldPanel("home_state"),
        FieldPanel("state"),
        FieldPanel("goal"),
        FieldPanel("closes_at"),
        FieldPanel("asks_reason"),
        FieldPanel("exposure"),
        FieldPanel("offline_key"),
        FieldPanel("steward"),
        FieldPanel("second_steward"),
        ExposurePanel(heading=_("Keys and outcome")),
    ]


register_snippet(PetitionViewSet)
