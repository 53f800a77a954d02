"""Side by side: both versions of a page as they stand, and what the checks found."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.checking import findings_shown
from cms.languages import LANGUAGES, NATIVE_NAMES
from cms.tongues import lix
from cms.wordings import Wording


@method_decorator(require_safe, name="dispatch")
class SideBySideView(WagtailAdminTemplateMixin, TemplateView):
    """Drafts for those who may edit them; of the other language, else, what readers see."""

    template_name = "cms/side_by_side.html"
    header_icon = "columns"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.page = get_object_or_404(Page, pk=kwargs["pk"]).specific
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Both languages side by side")

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            {"url": edit, "label": self.page.get_admin_display_title()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = self.page.get_latest_revision_as_object()
        sides = {side.locale.language_code: side for side in self._sides()}
        return super().get_context_data(**kwargs) | {
            "findings": findings_shown(draft, user=self.request.user),
            "sides": [self._side(code, sides.get(code)) for code in LANGUAGES],
        }

    def _sides(self) -> list[Any]:
        return list(self.page.get_translations(inclusive=True).select_related("locale"))

    def _side(self, language: str, page: Any | None) -> dict[str, Any]:
        side = {"language": language, "name": NATIVE_NAMES[language], "address": "", "edit": ""}
        if page is None:
            return side
        page = page.specific
        if page.permissions_for_user(self.request.user).can_edit():
            draft = page.get_latest_revision_as_object()
            view = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
            edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
            return side | {"address": view, "edit": edit, "lix": lix(Wording(draft).prose)}
        address = page.url if page.live else ""
        return side | {"address": address, "is_hidden": not page.live}
