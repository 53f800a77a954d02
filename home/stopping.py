"""Stopping: the screen of the kill switches, and a notice on the first screen while one is off."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from users.models import User
from vault.switches import RIGHT, OffSwitch, Switch, switch_off, switch_on

EFFECTS: dict[Switch, Promise] = {
    Switch.SIGNING: gettext_lazy(
        "Nobody can sign, confirm or correct an address, online or at a rally. What was typed "
        "stays in the form. Taking back and erasing go on."
    ),
    Switch.SUBSCRIBING: gettext_lazy(
        "Nobody can subscribe, confirm that, or ask to be told of a translation. Leaving and "
        "erasing go on."
    ),
    Switch.BULK: gettext_lazy(
        "No alert, digest or news leaves. Letters that a mail server is taking at this moment are "
        "finished; the rest waits and is not lost. Mail to one person goes on."
    ),
    Switch.MAIL: gettext_lazy(
        "No mail leaves, not even links to confirm or to set a password. All of it waits and is "
        "not lost. Signatures that nobody can confirm are deleted after seven days."
    ),
    Switch.TIPS: gettext_lazy(
        "The form takes no tips and says so; what was written stays in it. Safer ways are still "
        "named."
    ),
}


@dataclass(frozen=True)
class Row:
    """One switch; `off` is its row while it is off."""

    switch: Switch
    off: OffSwitch | None
    by: str = ""

    @property
    def effect(self) -> Promise:
        return EFFECTS[self.switch]

    @property
    def url(self) -> str:
        return reverse("hub_switch", args=[self.switch.value])


def rows() -> list[Row]:
    """Two queries at most."""
    stopped = {each.name: each for each in OffSwitch.objects.all()}
    people = User.objects.in_bulk([each.by for each in stopped.values() if each.by])
    return [
        Row(switch, off, people[off.by].called if off and off.by in people else "")
        for switch in Switch
        for off in [stopped.get(switch.value)]
    ]


class SwitchesView(WagtailAdminTemplateMixin, TemplateView):
    """All of them. Who may not throw one may look."""

    template_name = "home/admin/switches.html"
    header_icon = "warning"
    page_title = gettext_lazy("Emergency stops")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = {"rows": rows(), "may_throw": self.request.user.has_perm(RIGHT)}
        return super().get_context_data(**kwargs) | facts


class SwitchView(WagtailAdminTemplateMixin, TemplateView):
    """The question before one is thrown, and the deed."""

    template_name = "home/admin/switch.html"
    header_icon = "warning"
    http_method_names = ["get", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        found = [row for row in rows() if row.switch == kwargs["name"]]
        if not found:
            raise Http404
        self.row = found[0]
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, name: str) -> HttpResponse:
        """The form says what is to be: a second press changes nothing back."""
        by = request.user.pk
        if request.POST.get("state") == "off":
            switch_off(self.row.switch, by=by)
            messages.warning(request, _("It is stopped, everywhere within a second."))
        elif request.POST.get("state") == "on":
            switch_on(self.row.switch, by=by)
            messages.success(request, _("It goes on."))
        return redirect("hub_switches")

    def get_page_title(self) -> str:
        question = _("Let it go on: %(what)s?") if self.row.off else _("Stop: %(what)s?")
        return question % {"what": self.row.switch.label}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("hub_switches"), "label": SwitchesView.page_title}
        return [above, {"url": "", "label": self.row.switch.label}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"row": self.row}


class StoppedPanel(Component):
    """Above all others on the first screen, for everybody who works here."""

    name = "stopped"
    order = 1
    template_name = "home/admin/stopped_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        stopped = [row for row in rows() if row.off]
        return {"rows": stopped, "url": reverse("hub_switches")}


@hooks.register("register_admin_urls")
def open_the_switches() -> list[URLPattern]:
    return [
        path("switches/", SwitchesView.as_view(), name="hub_switches"),
        path("switches/<slug:name>/", SwitchView.as_view(), name="hub_switch"),
    ]


class SwitchesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)


@hooks.register("register_settings_menu_item")
def show_in_the_menu() -> MenuItem:
    title = SwitchesView.page_title
    return SwitchesItem(title, reverse("hub_switches"), icon_name="warning", order=5)


@hooks.register("construct_homepage_panels")
def say_what_is_stopped(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(StoppedPanel())


@hooks.register("register_permissions")
def name_the_right() -> "QuerySet[Permission]":
    codename = RIGHT.partition(".")[2]
    return Permission.objects.filter(content_type__app_label="vault", codename=codename)
