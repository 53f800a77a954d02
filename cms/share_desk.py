"""Where the desk finds the kit to share a page, and the ways that lead there."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets import ListingButton
from wagtail.models import Page

from cms.cards import logo_for
from cms.reading import newsroom_of
from cms.share_kit import may_share, sides_of


@require_safe
def share_kit(request: HttpRequest, page_pk: int) -> HttpResponse:
    """For whoever may edit the page, in whichever of its languages."""
    page = get_object_or_404(Page, pk=page_pk).specific
    if not may_share(page, request.user):
        raise PermissionDenied
    signed = {"newsroom": newsroom_of(request), "logo": logo_for(request)}
    sides = sides_of(page, user=request.user, **signed)
    return render(request, "cms/admin/share_kit.html", {"page": page, "sides": sides})


@hooks.register("register_admin_urls")
def open_the_kit() -> list[URLPattern]:
    return [path("share/<int:page_pk>/", share_kit, name="share_kit")]


@hooks.register("register_page_listing_more_buttons")
def button_in_a_listing(page: Page, user: Any, next_url: Any = None) -> Iterator[ListingButton]:
    if page.live and may_share(page, user):
        url = reverse("share_kit", args=[page.pk])
        yield ListingButton(gettext_lazy("Share…"), url, icon_name="link", priority=8)


@hooks.register("after_publish_page")
def offer_the_kit(request: HttpRequest, page: Page) -> None:
    """Right after publishing is when its text and pictures are wanted."""
    if page.live and may_share(page, request.user):
        url = reverse("share_kit", args=[page.pk])
        said = _("Text, short link and pictures to pass it on are ready.")
        messages.info(request, said, buttons=[messages.button(url, _("Share it"))])
