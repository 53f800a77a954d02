"""Where the admin shows how often a page was read."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.models import Page

from home.readership import readership, reads_csv


def _page_of(request: HttpRequest, pk: int) -> Page:
    """Raises PermissionDenied for who may not edit it, Http404."""
    page = get_object_or_404(Page, pk=pk).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


class ReadsView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "home/admin/reads.html"
    header_icon = "view"
    http_method_names = ["get", "head"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.page = _page_of(request, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("What was read")

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            {"url": edit, "label": self.page.get_admin_display_title()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = readership(self.page.translation_key)
        return super().get_context_data(**kwargs) | facts | {"pk": self.page.pk}


@require_safe
def reads_file(request: HttpRequest, pk: int) -> HttpResponse:
    page = _page_of(request, pk)
    answer = HttpResponse(reads_csv(page.translation_key), content_type="text/csv; charset=utf-8")
    name = _("reads-%(number)s.csv") % {"number": page.pk}
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@hooks.register("register_admin_urls")
def open_the_reads() -> list[URLPattern]:
    return [
        path("pages/<int:pk>/reads/", ReadsView.as_view(), name="page_reads"),
        path("pages/<int:pk>/reads.csv", reads_file, name="page_reads_file"),
    ]


@hooks.register("register_page_header_buttons")
def reads_button(page: Page, user: Any, view_name: str, next_url: str = "") -> Iterator[Any]:
    if page.depth > 1 and page.permissions_for_user(user).can_edit():
        url = reverse("page_reads", args=[page.pk])
        yield Button(gettext_lazy("What was read"), url, icon_name="view", priority=67)
