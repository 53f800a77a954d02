"""The preview of an alert's mail in the admin: both languages, each look, and a test."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from alerts.models import AlertPage
from alerts.previewing import Look, shown_as_html, shown_as_text
from alerts.sides import sides_of, version_for
from alerts.try_forms import TestForm
from alerts.trying import MOST_A_DAY, TooManyTests, send_test
from alerts.writing import Unready
from cms.checking import findings_shown
from outbox.kinds import CannotWrite

WIDTHS = ("600", "320")
LOOKS = ("light", "dark")
BESIDE = {"mail-refused", "card-left-out"}  # findings that stand beside each language already


@require_safe
@never_cache
@xframe_options_sameorigin
def mail_frame(request: HttpRequest, pk: int) -> HttpResponse:
    """One version's mail alone. Raises Http404 for what this person may not read."""
    page = version_for(get_object_or_404(AlertPage, pk=pk), request.user)
    if page is None:
        raise Http404
    if request.GET.get("as") == "text":
        return shown_as_text(page)
    look = Look(request.GET.get("look") == "dark", request.GET.get("pictures") != "off")
    return shown_as_html(page, look)


@method_decorator(never_cache, name="dispatch")
class MailView(WagtailAdminTemplateMixin, TemplateView):
    """Drafts for those who may edit them; of the other language, else, what readers see."""

    template_name = "alerts/admin/mail.html"
    header_icon = "mail"
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.page = get_object_or_404(AlertPage, pk=kwargs["pk"])
        self.rights = self.page.permissions_for_user(request.user)
        if not self.rights.can_edit():
            raise PermissionDenied
        self.sides = sides_of(self.page, request.user)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        wanted = form.cleaned_data["languages"]
        pages = [side.page for side in self.sides if side.page and side.language in wanted]
        try:
            number = send_test(pages, form.cleaned_data["to"], by=request.user)  # type: ignore[arg-type]
        except CannotWrite as error:
            form.add_error(None, Unready(error.args[0]).label)
        except TooManyTests:
            form.add_error(None, _("%(most)d tests a day at most.") % {"most": MOST_A_DAY})
        else:
            messages.success(request, _on_its_way(number))
            return redirect("alert_mail", self.page.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def get_page_title(self) -> str:
        return _("Preview of the mail")

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            {"url": edit, "label": self.page.get_admin_display_title()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, user = self._asked(), self.request.user
        return super().get_context_data(**kwargs) | {
            "sides": [side.shown(asked) for side in self.sides],
            "asked": asked,
            "findings": self._findings(user),
            "form": kwargs.get("form") or self._form(None),
        }

    def _asked(self) -> dict[str, str]:
        """How the mail is to be looked at; whatever else an address says is left out."""
        said = self.request.GET
        return {
            "width": said["width"] if said.get("width") in WIDTHS else WIDTHS[0],
            "look": said["look"] if said.get("look") in LOOKS else LOOKS[0],
            "pictures": "off" if said.get("pictures") == "off" else "on",
            "as": "text" if said.get("as") == "text" else "html",
        }

    def _findings(self, user: Any) -> list[dict[str, str]]:
        found = findings_shown(version_for(self.page, user), user=user)
        return [each for each in found if each["kind"] not in BESIDE]

    def _form(self, data: Any) -> TestForm:
        return TestForm(
            data,
            languages=[side.language for side in self.sides if side.page],
            user=self.request.user,
            may_type=self.rights.can_publish(),
        )


def _on_its_way(number: int) -> str:
    said = ngettext("%(number)d test is on its way.", "%(number)d tests are on their way.", number)
    return said % {"number": number}
