"""Taking a picture down: a page that says what will happen and where the picture is used."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from cms.mending.forms import ReasonForm
from cms.models import Image
from cms.purging import paths_of
from cms.taking_pictures_down import (
    check_may_take_down,
    take_down_picture,
    uses_of,
    versions_of,
)


def take_down(request: HttpRequest, image_pk: int) -> HttpResponse:
    image = get_object_or_404(Image, pk=image_pk)
    check_may_take_down(image, request.user)  # type: ignore[arg-type]
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        take_down_picture(image, by=request.user, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        messages.success(request, _("The picture is taken down everywhere."))
        return redirect("wagtailimages:index")
    uses = uses_of(image)
    pages = versions_of(each for each in uses if isinstance(each, Page))
    facts = {"image": image, "form": form, "uses": uses, "paths": paths_of(pages)}
    return render(request, "cms/mending/take_down_picture.html", facts)


def pictures_of(request: HttpRequest, page_pk: int) -> HttpResponse:
    """The pictures of a page in every language, each one step from being taken down."""
    page = get_object_or_404(Page, pk=page_pk).specific
    keys = [each.pk for each in page.get_translations(inclusive=True)]
    there = ReferenceIndex.objects.filter(
        base_content_type=ReferenceIndex._get_base_content_type(Page),
        object_id__in=[str(key) for key in keys],
        to_content_type=ReferenceIndex._get_base_content_type(Image),
    )
    pks = {int(each) for each in there.values_list("to_object_id", flat=True)}
    facts = {"page": page, "images": Image.objects.filter(pk__in=pks)}
    return render(request, "cms/mending/pictures.html", facts)
