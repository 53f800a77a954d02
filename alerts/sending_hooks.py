"""Where the admin shows the desk of alerts, and the ways that lead there."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from alerts.models import Alert, AlertPage
from alerts.sending_views import AlertsView, AlertView, EstimateView, may_look


@hooks.register("register_admin_urls")
def open_the_desk() -> list[URLPattern]:
    return [
        path("alerts/", AlertsView.as_view(), name="alert_sendings"),
        path("alerts/<uuid:key>/", AlertView.as_view(), name="alert_sending"),
        path("alerts/<uuid:key>/estimate.json", EstimateView.as_view(), name="alert_estimate"),
    ]


class AlertsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_look(request.user)


@hooks.register("register_admin_menu_item")
def show_in_the_menu() -> MenuItem:
    url = reverse("alert_sendings")
    return AlertsItem(gettext_lazy("Alerts"), url, icon_name="mail", order=405)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def lead_to_the_desk(page: Page, user: Any, **where: Any) -> Iterator[Button]:
    if page.specific_class is AlertPage and may_look(user):
        url = reverse("alert_sending", args=[page.translation_key])
        yield Button(_("Send"), url, icon_name="mail", priority=50)


@hooks.register("after_publish_page")
def tell_of_readers(request: HttpRequest, page: Page) -> None:
    """Publishing mails nobody; what was sent before may need a correction."""
    if not isinstance(page, AlertPage) or not may_look(request.user):
        return
    url = reverse("alert_sending", args=[page.translation_key])
    if Alert.objects.sent().filter(translation_key=page.translation_key).exists():
        said = _("This alert has been sent. Who had the earlier text can get a correction.")
        messages.info(request, said, buttons=[messages.button(url, _("See"))])
    else:
        said = _("It is on the site. Nobody gets it by mail before you send it.")
        messages.info(request, said, buttons=[messages.button(url, _("Send"))])


@hooks.register("register_permissions")
def name_the_rights() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="alerts", codename__in=["send_alert", "approve_alert"]
    )
