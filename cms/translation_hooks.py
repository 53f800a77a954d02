"""Doors to a translation that Wagtail opens by hooks: addresses, buttons, words for its log."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms import guest_views, translation_views
from cms.pasting_views import PasteView
from cms.proofreading import awaiting

LOGGED = {
    "hub.adapt": gettext_lazy("Written freely from here on"),
    "hub.translate_again": gettext_lazy("Translated piece by piece again"),
    "hub.mark_same": gettext_lazy("Marked texts as the same in both languages"),
    "hub.paste": gettext_lazy("Pasted a whole text"),
    "hub.import_po": gettext_lazy("Imported a PO file"),
    "hub.guest_invite": gettext_lazy("Made a guest link"),
    "hub.guest_revoke": gettext_lazy("Revoked a guest link"),
    "hub.machine_draft": gettext_lazy("Had a machine draft it"),
    "hub.machine_reviewed": gettext_lazy("Read all of a machine's draft"),
}
RESTART = "localize-restart-translation"


@hooks.register("register_log_actions")
def name_the_deeds(actions: Any) -> None:
    for name, label in LOGGED.items():
        actions.register_action(name, label, label)


@hooks.register("register_admin_urls")
def open_the_doors() -> list[URLPattern]:
    """Ours; those that stand in front of wagtail-localize's are in cms/localize_doors.py."""
    ours, views = "translations/<int:translation_id>", translation_views
    return [
        path(f"{ours}/adapt/", views.AdaptView.as_view(), name="hub_adapt"),
        path(f"{ours}/again/", views.AgainView.as_view(), name="hub_again"),
        path(f"{ours}/same/", views.SameView.as_view(), name="hub_same"),
        path(f"{ours}/reviewed/", views.ReviewedView.as_view(), name="hub_reviewed"),
        path(f"{ours}/paste/", PasteView.as_view(), name="hub_paste"),
        path(f"{ours}/guests/", guest_views.GuestLinksView.as_view(), name="hub_guest_links"),
        path(
            f"{ours}/guests/<int:link_id>/revoke/",
            guest_views.RevokeView.as_view(),
            name="hub_guest_revoke",
        ),
    ]


def _free(subject: Any) -> Translation | None:
    """The stopped translation of a version that is written freely."""
    return Translation.objects.filter(
        source__object_id=subject.translation_key,
        target_locale_id=subject.locale_id,
        enabled=False,
    ).first()


@hooks.register("before_edit_page", order=-10)
@hooks.register("before_edit_snippet", order=-10)
def ask_before_translating_again(request: HttpRequest, subject: Any) -> HttpResponse | None:
    """wagtail-localize's own "start" leads to our question; it would ask nothing."""
    if request.method != "POST" or RESTART not in request.POST:
        return None
    translation = _free(subject)
    return redirect("hub_again", translation.pk) if translation else None


@hooks.register("construct_page_action_menu")
def hide_the_unasked_start(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    items[:] = [item for item in items if item.name != RESTART]


@hooks.register("register_page_header_buttons")
def offer_what_a_free_version_needs(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if view_name != "edit" or (translation := _free(page)) is None:
        return
    doors = [
        ("hub_same", _("The same in both languages"), "check"),
        ("hub_again", _("Translate piece by piece again"), "rotate"),
    ]
    if awaiting(page.translation_key, page.locale.language_code):
        doors.append(("hub_reviewed", _("I have read all of it"), "view"))
    for name, label, icon in doors:
        yield Button(label, reverse(name, args=[translation.pk]), icon_name=icon, priority=70)
