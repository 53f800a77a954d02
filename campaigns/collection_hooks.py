"""Where the admin finds what is collected in person: addresses, a menu entry, the right itself."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from campaigns.collected import RIGHT
from campaigns.collection_views import CollectionsView, PaperView, UndoView
from campaigns.rally_views import DoneView, FormView, LockView
from campaigns.sheet_views import SheetView, UploadView


class CollectionsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)


@hooks.register("register_admin_urls")
def open_the_screens() -> list[URLPattern]:
    root = "rally/<str:language>"
    return [
        path("rally/", CollectionsView.as_view(), name="rally"),
        path("rally/undo/<int:collection_id>/", UndoView.as_view(), name="undo_collection"),
        path(
            "rally/paper/<int:petition_id>/<str:language>/", PaperView.as_view(), name="paper_sheet"
        ),
        path("sheets/upload/<int:petition_id>/", UploadView.as_view(), name="upload_sheet"),
        path("sheets/<int:sheet_id>/", SheetView.as_view(), name="sheet"),
        path(f"{root}/lock/", LockView.as_view(), name="rally_lock"),
        path(f"{root}/<uuid:public_id>/", FormView.as_view(), name="rally_form"),
        path(f"{root}/<uuid:public_id>/done/", DoneView.as_view(), name="rally_done"),
    ]


@hooks.register("register_admin_menu_item")
def show_in_the_menu() -> MenuItem:
    return CollectionsMenuItem(
        _("Collected in person"), reverse("rally"), icon_name="group", order=410
    )


@hooks.register("register_permissions")
def name_the_right() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="campaigns", codename="collect_signatures"
    )
