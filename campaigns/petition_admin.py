"""A petition in the admin: facts without a language in tabs, and never a signer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from campaigns import life_desk
from campaigns.docketing import RECORDED, STRUCK
from campaigns.exposure_desk import ExposurePanel
from campaigns.handing_over import HANDED
from campaigns.holds import RIGHT
from campaigns.judging_letters import JUDGED
from campaigns.models import CampaignPage, Petition
from campaigns.stating import CHANGED


class DayPanel(FieldPanel):
    """A day that nobody types, and that is not known yet for most petitions."""

    def format_value_for_display(self, value: Any) -> Any:
        return _("not known yet") if value is None else super().format_value_for_display(value)


class LifePanel(Panel):
    """Shows one side of a petition's life, with a button to its own screen."""

    def __init__(self, part: str, **kwargs: Any):
        super().__init__(**kwargs)
        self.part = part

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"part": self.part}

    class BoundPanel(Panel.BoundPanel):
        @property
        def template_name(self) -> str:
            return f"campaigns/admin/{self.panel.part}_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            user: Any = self.request.user
            may_change = user.has_perm("campaigns.change_petition")
            rights = {"may_change": may_change, "may_pause": user.has_perm(RIGHT)}
            return context | {"petition": self.instance} | rights


TABS: list[tuple[Any, list[Panel]]] = [
    (
        gettext_lazy("Petition"),
        [
            FieldPanel("name"),
            FieldPanel("exposure"),
            FieldPanel("offline_key"),
            ExposurePanel(heading=gettext_lazy("Keys and outcome")),
            FieldRowPanel([FieldPanel("goal"), FieldPanel("closes_at")]),
            FieldPanel("goal_grows"),
            DayPanel("erase_on", read_only=True),
            LifePanel("hold"),
            FieldPanel("home_state"),
            FieldPanel("asks_reason"),
            InlinePanel("targets", label=gettext_lazy("Target"), heading=gettext_lazy("Targets")),
            MultiFieldPanel([LifePanel("stewards")], heading=gettext_lazy("Stewards")),
        ],
    ),
    (
        gettext_lazy("Partners"),
        [
            InlinePanel(
                "partners",
                label=gettext_lazy("Coalition partner"),
                heading=gettext_lazy("Coalition partners"),
            )
        ],
    ),
    (gettext_lazy("State"), [LifePanel("state"), LifePanel("letters")]),
    (gettext_lazy("Docket"), [LifePanel("docket")]),
]


def wide(name: str) -> Column:
    """A column that a phone has no room for (static/css/admin/phone.css)."""
    label = capfirst(Petition._meta.get_field(name).verbose_name)
    return Column(name, label=label, sort_key=name, classname="only-wide")


class PetitionViewSet(SnippetViewSet):
    model = Petition
    icon = "edit"
    list_display = ["name", "state", wide("goal"), wide("closes_at"), wide("erase_on")]
    list_filter = ["state"]
    search_fields = ["name"]
    edit_handler = TabbedInterface([ObjectList(panels, heading=name) for name, panels in TABS])


register_snippet(PetitionViewSet)

ACTIONS = {
    CHANGED: (gettext_lazy("Change the state"), gettext_lazy("Changed the state")),
    RECORDED: (gettext_lazy("Docket"), gettext_lazy("Wrote down a delivery")),
    STRUCK: (gettext_lazy("Docket"), gettext_lazy("Took a delivery out of the docket")),
    HANDED: (gettext_lazy("Hand over"), gettext_lazy("Handed a seat over")),
    JUDGED: (gettext_lazy("Letter"), gettext_lazy("Said whether a change of the letter matters")),
}


@hooks.register("register_log_actions")
def name_the_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)


@hooks.register("register_admin_urls")
def open_the_screens() -> list[URLPattern]:
    root = "petitions/<int:pk>"
    screens: list[tuple[str, Callable[..., HttpResponse], str]] = [
        (f"{root}/state/", life_desk.change, "state"),
        (f"{root}/deliveries/add/", life_desk.deliver, "deliver"),
        (f"{root}/deliveries/<int:delivery_pk>/", life_desk.deliver, "delivery"),
        (f"{root}/deliveries/<int:delivery_pk>/strike/", life_desk.strike_out, "strike"),
        (f"{root}/hand-over/", life_desk.hand, "hand_over"),
        ("letters/<int:pk>/", life_desk.judge, "letter"),
    ]
    return [path(address, view, name=f"campaigns_{name}") for address, view, name in screens]


@hooks.register("after_create_snippet")
def make_its_maker_its_steward(request: HttpRequest, instance: Any) -> None:
    if isinstance(instance, Petition):
        Petition.objects.filter(pk=instance.pk, steward=None).update(steward=request.user.pk)


@hooks.register("after_publish_page")
def ask_about_the_letter(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Once, of those who may answer; everybody else is told that the question waits."""
    if not isinstance(page, CampaignPage):
        return None
    version = page.petition.letters.filter(language=page.locale.language_code).first()
    if version is None or not version.is_open_question:
        return None
    if request.user.has_perm("campaigns.change_petition"):
        return redirect(reverse("campaigns_letter", args=[version.pk]))
    messages.info(request, _("A campaigner will be asked whether the letter's change matters."))
    return None
