"""The door to a review: one button below the segment editor's head, and its address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.reviewing import hand_in


@require_POST
def hand_in_page(request: HttpRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(Page, pk=page_id).specific
    hand_in(page, user=request.user)
    messages.success(request, _("Handed in. The editors find it on their start page."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("register_admin_urls")
def open_the_review_door() -> list[URLPattern]:
    return [path("hand-in/<int:page_id>/", hand_in_page, name="hand_in_page")]
