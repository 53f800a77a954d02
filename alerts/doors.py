"""Doors in the admin to the preview of an alert's mail, and the names of its deeds."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from alerts.models import AlertPage
from alerts.preview_views import MailView, mail_frame
from alerts.trying import ACTION


@hooks.register("register_admin_urls")
def open_the_preview() -> list[URLPattern]:
    return [
        path("alerts/<int:pk>/mail/", MailView.as_view(), name="alert_mail"),
        path("alerts/<int:pk>/mail/frame/", mail_frame, name="alert_mail_frame"),
    ]


@hooks.register("register_page_header_buttons")
def lead_to_the_preview(page: Page, user: Any, view_name: str, next_url: str = "") -> Iterator[Any]:
    is_alert = issubclass(page.specific_class or Page, AlertPage)
    if is_alert and page.permissions_for_user(user).can_edit():
        url = reverse("alert_mail", args=[page.pk])
        yield Button(_("Preview of the mail"), url, icon_name="mail", priority=64)


@hooks.register("register_log_actions")
def name_the_tests(actions: LogActionRegistry) -> None:
    actions.register_action(ACTION, _("Send a test"), _("Sent a test of the mail"))
