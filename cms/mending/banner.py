"""The form of the breaking banner."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.banners import Banner, raise_banner
from cms.mending.forms import BannerForm
from cms.rights import check_may_tell_everyone


def edit_banner(request: HttpRequest) -> HttpResponse:
    site = get_object_or_404(Site, is_default_site=True)
    check_may_tell_everyone(request.user, site)  # type: ignore[arg-type]
    banner = Banner.objects.filter(site=site).select_related("page").first()
    form = BannerForm(request.POST or None, site=site, initial=BannerForm.initial_from(banner))
    if request.method == "POST" and form.is_valid():
        raised = raise_banner(site, form.wish, by=request.user)
        said = _("The banner is shown.") if raised.is_on else _("The banner is not shown.")
        messages.success(request, said)
        return redirect("mend_banner")
    is_showing = Banner.objects.showing().filter(site=site).exists()
    facts = {"form": form, "banner": banner, "is_showing": is_showing}
    return render(request, "cms/mending/banner.html", facts)
