"""Watching parity: where the admin shows the desk, and which door of the library it closes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.desk import ParityDesk
from home.missing import MissingPanel

STOCK_REPORT = "localize/reports/translations/"


def lead_to_the_desk(request: HttpRequest) -> HttpResponse:
    return redirect("parity_desk")


@hooks.register("register_admin_urls", order=-1)
def open_the_desk() -> list[URLPattern]:
    """The library's report names every draft to whoever logs in: the desk takes its place."""
    return [
        path("reports/parity/", ParityDesk.as_view(), name="parity_desk"),
        path(
            "reports/parity/results/",
            ParityDesk.as_view(results_only=True),
            name="parity_desk_results",
        ),
        path(STOCK_REPORT, lead_to_the_desk),
        path(f"{STOCK_REPORT}results/", lead_to_the_desk),
    ]


@hooks.register("register_reports_menu_item")
def add_the_desk() -> MenuItem:
    return MenuItem(_("Parity desk"), reverse("parity_desk"), icon_name="globe", order=10)


@hooks.register("construct_reports_menu")
def hide_the_stock_report(request: HttpRequest, items: list[Any]) -> None:
    closed = reverse("wagtail_localize:translations_report")
    items[:] = [item for item in items if item.url != closed]


@hooks.register("construct_homepage_panels")
def add_what_is_missing(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(MissingPanel(request))


@hooks.register("insert_global_admin_css")
def style_every_screen() -> SafeString:
    names = ("css/parity.css", "css/admin/stock.css", "css/admin/phone.css")
    sheets = ((static(name),) for name in names)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', sheets)
