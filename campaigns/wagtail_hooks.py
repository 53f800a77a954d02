"""Petitions in the admin: facts without a language, and never a signer."""

from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from campaigns import desk_hooks
from campaigns.models import Petition

__all__ = ["desk_hooks"]


class PetitionViewSet(SnippetViewSet):
    model = Petition
    icon = "edit"
    list_display = ["name", "target_name", "state", "goal", "closes_at"]
    list_filter = ["state"]
    search_fields = ["name", "target_name"]
    panels = [
        FieldPanel("name"),
        FieldPanel("target_name"),
        FieldPanel("state"),
        FieldPanel("goal"),
        FieldPanel("closes_at"),
    ]


register_snippet(PetitionViewSet)
