"""Where the admin shows a person's way in, and what happens when an account is made."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from users.access_views import AccessView, show_link
from users.inviting import invite
from users.models import User
from users.stewarding import may_steward


@hooks.register("register_admin_urls")
def open_access() -> list[URLPattern]:
    return [
        path("access/", AccessView.as_view(), name="staff_access"),
        path("access/<int:pk>/", AccessView.as_view(), name="staff_access_of"),
    ]


@hooks.register("register_account_menu_item")
def show_to_oneself(request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("staff_access"),
        "label": _("Sessions and second factors"),
        "help_text": _("Where you are logged in, and what you log in with."),
    }


@hooks.register("register_user_listing_buttons")
def show_to_stewards(user: User, request_user: User) -> list[Button]:
    if not may_steward(request_user, user):
        return []
    url = reverse("staff_access_of", args=[user.pk])
    return [Button(_("Way in"), url, icon_name="key", priority=15)]


@hooks.register("after_create_user")
def invite_them(request: HttpRequest, user: User) -> HttpResponse:
    """An account begins without a password; its link is shown once."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    me: Any = request.user
    return show_link(request, user, invite(user, by=me))


@hooks.register("before_create_user")
def guard_superusers(request: HttpRequest) -> None:
    """Whoever is none makes none: a superuser may do everything."""
    if request.method == "POST" and request.POST.get("is_superuser"):
        _refuse_unless_superuser(request)


@hooks.register("before_edit_user")
def guard_superusers_account(request: HttpRequest, user: User) -> None:
    if user.is_superuser and user != request.user:
        _refuse_unless_superuser(request)
    guard_superusers(request)


def _refuse_unless_superuser(request: HttpRequest) -> None:
    if not request.user.is_superuser:
        raise PermissionDenied
