"""What the newsroom is called, for what is made of its pages."""

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site


def newsroom_of(request: HttpRequest) -> str:
    """Costs nothing beside the page's own frame, which asks the same."""
    site = Site.find_for_request(request)
    return (site.site_name if site else "") or settings.WAGTAIL_SITE_NAME
