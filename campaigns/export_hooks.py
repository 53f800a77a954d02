"""Where the admin finds the screens of exports.py: addresses, a menu entry, the right itself."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from campaigns.export_views import AskView, BundlesView, BundleView
from campaigns.exports import RIGHT


class BundlesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)


@hooks.register("register_admin_urls")
def open_the_screens() -> list[URLPattern]:
    return [
        path("bundles/", BundlesView.as_view(), name="bundles"),
        path("bundles/ask/<int:petition_id>/", AskView.as_view(), name="ask_bundle"),
        path("bundles/<int:bundle_id>/", BundleView.as_view(), name="bundle"),
    ]


@hooks.register("register_admin_menu_item")
def show_in_the_menu() -> MenuItem:
    return BundlesMenuItem(
        _("Names to hand over"), reverse("bundles"), icon_name="download", order=420
    )


@hooks.register("register_permissions")
def name_the_right() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="campaigns", codename="export_signatures"
    )
