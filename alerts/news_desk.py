"""Where the desk finds notices and digests: addresses, buttons, the menu, and log lines."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button, ListingButton
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from alerts import digest_views, notice_views
from cms.mending.doors import EveryonesMenuItem
from cms.permitting import may_publish_all
from news.models import PostPage

ACTIONS = {
    "alerts.notify": (_("Tell subscribers"), _("Asked to tell subscribers of it")),
    "alerts.take_back": (_("Stop telling"), _("Stopped telling subscribers of it")),
    "alerts.leave_out": (_("Leave out of digests"), _("Left it out of digests")),
    "alerts.let_in": (_("Let into digests"), _("Let it into digests again")),
}
TELL = _("Tell subscribers…")


@hooks.register("register_log_actions")
def name_the_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)


@hooks.register("register_admin_urls")
def open_the_desk() -> list[URLPattern]:
    story, root = "tell-subscribers/<int:page_pk>", "digests"
    preview = "<slug:rhythm>/<slug:language>/"
    return [
        path(f"{story}/", notice_views.tell, name="alerts_notice"),
        path(f"{story}/stop/", notice_views.stop, name="alerts_notice_stop"),
        path(f"{story}/digests/", notice_views.choose_digests, name="alerts_notice_digests"),
        path(f"{story}/mail/<slug:language>/", notice_views.preview, name="alerts_notice_mail"),
        path(f"{root}/", digest_views.list_digests, name="alerts_digests"),
        path(f"{root}/turn/", digest_views.turn_digests, name="alerts_digests_turn"),
        path(f"{root}/mail/{preview}", digest_views.preview, name="alerts_digest_mail"),
    ]


@hooks.register("register_page_header_buttons")
def button_on_a_story(page: Page, user: Any, view_name: str, next_url: Any = None) -> Iterator[Any]:
    if is_story(page) and may_publish_all(page, user):
        yield Button(TELL, reverse("alerts_notice", args=[page.pk]), icon_name="mail", priority=9)


@hooks.register("register_page_listing_more_buttons")
def button_in_a_listing(page: Page, user: Any, next_url: Any = None) -> Iterator[Any]:
    """Asked about every row: the form behind it asks for the right in both languages."""
    if is_story(page) and page.permissions_for_user(user).can_publish():
        url = reverse("alerts_notice", args=[page.pk])
        yield ListingButton(TELL, url, icon_name="mail", priority=9)


def is_story(page: Page) -> bool:
    return page.live and issubclass(page.specific_class or Page, PostPage)


@hooks.register("register_admin_menu_item")
def digests_in_the_menu() -> MenuItem:
    return EveryonesMenuItem(
        _("Digests"), reverse("alerts_digests"), name="digests", icon_name="mail"
    )
