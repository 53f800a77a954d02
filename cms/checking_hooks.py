"""Puts the checks (cms/checking.py) where editors meet them: Wagtail's checks panel, and side by
side.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from cms.checking import KINDS
from cms.side_by_side import SideBySideView

CHECK = "hub-finding"


class FindingsItem(ContentCheckerItem):
    """Wagtail's own checks, and one rule for each kind of finding in the preview."""

    # The frame around a page is not its editor's. One selector: the editor's panel puts the
    # preview's frame before the list, and a second one would be sought inside the first.
    axe_include = ["main, .findings"]
    axe_custom_checks = [*ContentCheckerItem.axe_custom_checks, {"id": CHECK}]

    def get_axe_run_only(self, request: HttpRequest) -> list[str]:
        return [*super().get_axe_run_only(request), *KINDS]

    def get_axe_custom_rules(self, request: HttpRequest) -> list[dict[str, Any]]:
        return [
            *super().get_axe_custom_rules(request),
            *[
                {
                    "id": kind,
                    "impact": "moderate",
                    "selector": f'[data-finding="{kind}"]',
                    "tags": ["best-practice"],
                    "any": [CHECK],
                    "enabled": True,
                }
                for kind in KINDS
            ],
        ]

    def get_axe_messages(self, request: HttpRequest) -> dict[str, Any]:
        return super().get_axe_messages(request) | {
            kind: {"error_name": title, "help_text": _("Below the preview it says what.")}
            for kind, title in KINDS.items()
        }

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=["js/findings.js"])


@hooks.register("construct_wagtail_userbar")
def check_findings(request: HttpRequest, items: list[Any], page: Any) -> None:
    items[:] = [
        FindingsItem(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]


@hooks.register("register_admin_urls")
def side_by_side_address() -> list[URLPattern]:
    return [path("pages/<int:pk>/side-by-side/", SideBySideView.as_view(), name="side_by_side")]


@hooks.register("register_page_header_buttons")
def side_by_side_button(page: Page, user: Any, view_name: str, next_url: str = "") -> Iterator[Any]:
    if page.depth > 2 and page.permissions_for_user(user).can_edit():
        url = reverse("side_by_side", args=[page.pk])
        yield Button(_("Both languages side by side"), url, icon_name="columns", priority=66)
