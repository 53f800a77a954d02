"""The address at which the proxy learns which edition of the frame around pages is the newest."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cms.editions import HEADER, Edition

# The proxy is told at each change; should that fail, it learns it by itself.
EDITION_CACHE = "max-age=0, s-maxage=30, stale-while-revalidate=30"


@require_safe
def edition(request: HttpRequest) -> HttpResponse:
    headers = {HEADER: str(Edition.objects.current()), "Cache-Control": EDITION_CACHE}
    return HttpResponse(content_type="text/plain", headers=headers)
