"""Tells an editor who has just saved a page which word of its address misleads."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.addressing import slip_in


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_what_misleads(request: HttpRequest, page: Page) -> None:
    """Not after Wagtail's own saving in the background: nobody sees that answer."""
    if request.accepts("text/html") and (slip := slip_in(page.slug, page.title)):
        messages.warning(request, str(slip))
