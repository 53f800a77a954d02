"""The campaigner's kit: posters, links, frames, a partner's address, and what signers do next."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail import hooks
from wagtail.admin.widgets import Button

from campaigns.frames import snippet
from campaigns.models import Partner, Petition
from campaigns.next_step_form import NextStepForm
from campaigns.next_steps import NextStep, ask_for
from campaigns.partner_numbers import renew
from campaigns.partner_views import partner_url
from campaigns.posters import PAPERS, Side, draw_poster
from campaigns.short_links import short_links
from cms.languages import LANGUAGES, NATIVE_NAMES
from cms.reading import newsroom_of
from cms.share_kit import may_share as may_share_page

BOTH = "both"


def may_share(user: Any) -> bool:
    return user.has_perm("campaigns.change_petition")


class OfPetition(View):
    """For those who may change the petition of this address."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_share(request.user):
            raise PermissionDenied
        self.petition = get_object_or_404(Petition, pk=kwargs.pop("petition_pk"))
        pages = self.petition.pages.live().select_related("locale")
        self.titles = {page.locale.language_code: page.title for page in pages}
        self.page = next((page for page in pages if may_share_page(page, request.user)), None)
        return super().dispatch(request, *args, **kwargs)


class KitView(OfPetition):
    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            "petition": self.petition,
            "sides": [self._side(code) for code in LANGUAGES if code in self.titles],
            "page_kit_url": reverse("share_kit", args=[self.page.pk]) if self.page else "",
            "is_in_both": len(self.titles) == len(LANGUAGES),
            "papers": list(PAPERS),
            "partners": [self._partner(each) for each in self.petition.partners.all()],
            "step": NextStep.objects.filter(petition=self.petition).first(),
        }
        return render(request, "campaigns/admin/kit.html", context)

    def _side(self, code: str) -> dict[str, Any]:
        return {
            "code": code,
            "language": NATIVE_NAMES[code],
            "link": short_links(self.petition, code, ["copy"])["copy"],
            "snippet": snippet(self.petition.public_id, code, self.titles[code]),
        }

    def _partner(self, partner: Partner) -> dict[str, Any]:
        addresses = [
            {"code": code, "language": NATIVE_NAMES[code], "url": partner_url(partner, code)}
            for code in LANGUAGES
        ]
        return {"pk": partner.pk, "name": partner.name, "addresses": addresses}


class PosterView(OfPetition):
    """Drawn while one waits: a tenth of a second."""

    def get(self, request: HttpRequest, language: str, paper: str) -> HttpResponse:
        codes = LANGUAGES if language == BOTH else (language,)
        if paper not in PAPERS or not set(codes) <= self.titles.keys():
            raise Http404
        sides = [
            Side(code, self.titles[code], short_links(self.petition, code, ["qr"])["qr"])
            for code in codes
        ]
        pdf = draw_poster(sides, paper, newsroom_of(request))
        response = HttpResponse(pdf, content_type="application/pdf")
        name = gettext("poster")
        file = f"{name}-{language}-{paper}.pdf"
        response["Content-Disposition"] = f'attachment; filename="{file}"'
        return response


class NextStepView(OfPetition):
    def get(self, request: HttpRequest) -> HttpResponse:
        step = NextStep.objects.filter(petition=self.petition).first()
        form = NextStepForm(petition=self.petition, initial=NextStepForm.initial_of(step))
        return self._shown(form)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NextStepForm(request.POST, petition=self.petition)
        if not form.is_valid():
            return self._shown(form, status=422)
        ask_for(self.petition, form.facts)
        messages.success(request, gettext("Saved. Signers see it from now on."))
        return redirect("campaign_kit", self.petition.pk)

    def _shown(self, form: NextStepForm, *, status: int = 200) -> HttpResponse:
        context = {"petition": self.petition, "form": form}
        return render(self.request, "campaigns/admin/next_step.html", context, status=status)


class RenewView(OfPetition):
    """A partner's old address ends at once."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, partner_pk: int) -> HttpResponse:
        renew(get_object_or_404(Partner, pk=partner_pk, petition=self.petition))
        messages.success(request, gettext("The old address is void. Hand over the new one."))
        return redirect("campaign_kit", self.petition.pk)


@hooks.register("register_admin_urls")
def open_the_kit() -> list[URLPattern]:
    root = "campaigns/<int:petition_pk>"
    return [
        path(f"{root}/kit/", KitView.as_view(), name="campaign_kit"),
        path(
            f"{root}/poster/<slug:language>/<slug:paper>/",
            PosterView.as_view(),
            name="campaign_poster",
        ),
        path(f"{root}/next-step/", NextStepView.as_view(), name="campaign_next_step"),
        path(f"{root}/renew/<int:partner_pk>/", RenewView.as_view(), name="campaign_renew"),
    ]


@hooks.register("register_snippet_listing_buttons")
def button_to_the_kit(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:
    if not isinstance(snippet, Petition) or not may_share(user):
        return []
    address = reverse("campaign_kit", args=[snippet.pk])
    return [Button(_("Share it: posters, links, frames"), address, icon_name="link", priority=40)]
