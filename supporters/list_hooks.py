"""Where the admin finds supporters and their lists: addresses, a menu entry, the rights."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from supporters.brought_lists import BRING, EXPORT
from supporters.list_views import ListView, ProgressView, UploadView
from supporters.staff_views import ExportView, NumbersView


class SupportersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(BRING) or request.user.has_perm(EXPORT)


@hooks.register("register_admin_urls")
def open_the_screens() -> list[URLPattern]:
    one = "supporters/lists/<int:list_id>/"
    return [
        path("supporters/", NumbersView.as_view(), name="hub_supporters"),
        path("supporters/export/", ExportView.as_view(), name="hub_export_supporters"),
        path("supporters/lists/upload/", UploadView.as_view(), name="hub_bring_list"),
        path(one, ListView.as_view(), name="hub_list"),
        path(f"{one}progress/", ProgressView.as_view(), name="hub_list_progress"),
    ]


@hooks.register("register_admin_menu_item")
def show_in_the_menu() -> MenuItem:
    return SupportersMenuItem(
        _("Supporters"), reverse("hub_supporters"), icon_name="mail", order=430
    )


@hooks.register("register_permissions")
def name_the_rights() -> QuerySet[Permission]:
    names = [right.partition(".")[2] for right in (BRING, EXPORT)]
    rights = Permission.objects.filter(content_type__app_label="supporters")
    return rights.filter(codename__in=names)
