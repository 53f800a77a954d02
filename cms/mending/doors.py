"""Where the desk finds these forms: addresses, buttons on a page, the menu, and log lines."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button, ListingButton
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from cms.languages import LANGUAGES
from cms.mending import banner, corrections, entries, names, pictures
from cms.permitting import may_publish_all
from cms.rights import may_tell_everyone
from cms.share_kit import may_share

ACTIONS = {
    "cms.correct": (_("Correct"), _("Published a correction in both languages")),
    "cms.withdraw_correction": (_("Withdraw"), _("Withdrew a correction in both languages")),
    "cms.report": (_("Live entry"), _("Added a live entry")),
    "cms.mend_entry": (_("Change a live entry"), _("Changed a live entry")),
    "cms.withdraw_entry": (_("Withdraw a live entry"), _("Withdrew a live entry")),
    "cms.take_down_picture": (_("Take down"), _("Took a picture down everywhere")),
    "cms.take_down_name": (_("Take down"), _("Took a name down everywhere")),
}


@hooks.register("register_log_actions")
def name_the_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)


@hooks.register("register_admin_urls")
def open_the_forms() -> list[URLPattern]:
    page, root = "mending/<int:page_pk>", "mending"
    return [
        path(f"{page}/correct/", corrections.correct_page, name="mend_correct"),
        path(f"{page}/correct/<int:pk>/", corrections.withdraw, name="mend_uncorrect"),
        path(f"{page}/live/", entries.report_on, name="mend_report"),
        path(f"{page}/live/<int:pk>/", entries.mend, name="mend_entry"),
        path(f"{page}/live/<int:pk>/withdraw/", entries.withdraw, name="mend_unreport"),
        path(f"{page}/pictures/", pictures.pictures_of, name="mend_pictures"),
        path(f"{root}/picture/<int:image_pk>/", pictures.take_down, name="mend_picture"),
        path(f"{root}/banner/", banner.edit_banner, name="mend_banner"),
        path(f"{root}/name/", names.take_down, name="mend_name"),
    ]


# Address, what a kind of page must allow, label, icon.
DOORS = (
    ("mend_correct", "takes_corrections", _("Correct…"), "warning"),
    ("mend_report", "takes_entries", _("Live entry…"), "time"),
    ("mend_pictures", None, _("Take down a picture…"), "image"),
)


def doors_of(page: Page, user: Any) -> Iterator[tuple[str, Any, str]]:
    """Address, label and icon of what this person may do about this page at once."""
    specific = page.specific_class
    may = {
        "mend_correct": may_publish_all(page, user),
        "mend_report": any(may_publish_all(page, user, [code]) for code in LANGUAGES),
        "mend_pictures": not page.is_root() and may_tell_everyone(user),
    }
    for name, flag, label, icon in DOORS:
        if may[name] and (flag is None or getattr(specific, flag, False)):
            yield reverse(name, args=[page.pk]), label, icon
    if page.live and may_share(page, user):
        yield reverse("share_kit", args=[page.pk]), _("Share…"), "link"


@hooks.register("register_page_header_buttons")
def buttons_on_a_page(page: Page, user: Any, view_name: str, next_url: Any = None) -> Iterator[Any]:
    for index, (url, label, icon) in enumerate(doors_of(page, user)):
        yield Button(label, url, icon_name=icon, priority=5 + index)


@hooks.register("register_page_listing_more_buttons")
def buttons_in_a_listing(page: Page, user: Any, next_url: Any = None) -> Iterator[Any]:
    """Asked about every row, so by the right to publish this version: the form behind the button
    asks for both.
    """
    if page.is_root() or not page.permissions_for_user(user).can_publish():
        return
    for name, flag, label, icon in DOORS:
        if flag is None or getattr(page.specific_class, flag, False):
            url = reverse(name, args=[page.pk])
            yield ListingButton(label, url, icon_name=icon, priority=5)


class EveryonesMenuItem(MenuItem):
    """For those who may speak on every page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_tell_everyone(request.user)  # type: ignore[arg-type]


@hooks.register("register_admin_menu_item")
def banner_in_the_menu() -> MenuItem:
    return EveryonesMenuItem(
        _("Banner"), reverse("mend_banner"), name="banner", icon_name="warning"
    )


@hooks.register("register_admin_menu_item")
def names_in_the_menu() -> MenuItem:
    return EveryonesMenuItem(
        _("Take down a name"), reverse("mend_name"), name="take-down-name", icon_name="no-view"
    )
