"""Where the admin shows the desk of tips: to tip readers alone."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from tips.desk_views import DeskView, TipView
from tips.readers import READ, is_tip_reader


class TipsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_tip_reader(request.user)


@hooks.register("register_admin_urls")
def open_the_desk() -> list[URLPattern]:
    return [
        path("tips/", DeskView.as_view(), name="hub_tips"),
        path("tips/<int:tip_id>/", TipView.as_view(), name="hub_tip"),
    ]


@hooks.register("register_admin_menu_item")
def show_in_the_menu() -> MenuItem:
    return TipsMenuItem(_("Tips"), reverse("hub_tips"), icon_name="lock-open", order=440)


@hooks.register("register_permissions")
def name_the_right() -> QuerySet[Permission]:
    codename = READ.partition(".")[2]
    return Permission.objects.filter(content_type__app_label="tips", codename=codename)
