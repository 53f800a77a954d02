"""Where the admin shows the send desk and the outbox; the rights that groups may be given."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from outbox import browsing_views
from outbox import desk_views as views
from outbox.browsing_views import BROWSE
from outbox.mail_panel import MailPanel

RIGHTS = ("view_broadcast", "change_broadcast", "view_outbox")


@hooks.register("register_admin_urls")
def open_the_desk() -> list[URLPattern]:
    root = "mail/<int:pk>"
    return [
        path("outbox/", browsing_views.OutboxView.as_view(), name="outbox_browse"),
        path("outbox/<int:pk>/", browsing_views.MessageView.as_view(), name="outbox_message"),
        path("mail/", views.OverviewView.as_view(), name="outbox_desk"),
        path(f"{root}/", views.BroadcastView.as_view(), name="outbox_broadcast"),
        path(f"{root}/progress.json", views.ProgressView.as_view(), name="outbox_progress"),
        path(f"{root}/failures/", views.FailuresView.as_view(), name="outbox_failures"),
        path(f"{root}/failures.csv", views.FailuresFileView.as_view(), name="outbox_failures_file"),
        path(f"{root}/<str:deed>/", views.DeedView.as_view(), name="outbox_deed"),
    ]


class DeskItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(views.SEE)


class OutboxItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(BROWSE)


@hooks.register("register_admin_menu_item")
def show_in_the_menu() -> MenuItem:
    return DeskItem(_("Sent mail"), reverse("outbox_desk"), icon_name="mail", order=420)


@hooks.register("register_reports_menu_item")
def show_among_reports() -> MenuItem:
    return OutboxItem(_("Outbox"), reverse("outbox_browse"), icon_name="mail", order=30)


@hooks.register("construct_homepage_panels")
def show_on_the_first_screen(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm(views.SEE):
        panels.append(MailPanel(request, may_browse=request.user.has_perm(BROWSE)))


@hooks.register("register_permissions")
def offer_to_groups() -> "QuerySet[Permission]":
    rights = Permission.objects.filter(content_type__app_label="outbox", codename__in=RIGHTS)
    return rights.select_related("content_type")
