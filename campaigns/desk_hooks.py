"""Where the admin shows the campaigner's desk."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from campaigns import desk_views as views


@hooks.register("register_admin_urls")
def open_the_desk() -> list[URLPattern]:
    root = "campaigns/<int:pk>"
    return [
        path("campaigns/", views.OverviewView.as_view(), name="campaign_desk"),
        path(f"{root}/", views.PetitionView.as_view(), name="campaign_numbers"),
        path(f"{root}/numbers.csv", views.FileView.as_view(), name="campaign_numbers_file"),
    ]


class DeskItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(views.RIGHT)


@hooks.register("register_admin_menu_item")
def show_in_the_menu() -> MenuItem:
    return DeskItem(_("Campaigns"), reverse("campaign_desk"), icon_name="history", order=410)
