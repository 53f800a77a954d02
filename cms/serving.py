"""Serving a page: the answer says which page it is, for counting reads (cms/naming_reads.py)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks

from cms.models import BasePage
from cms.naming_reads import name_read

Serve = Callable[[Any, HttpRequest, Any, Any], HttpResponse]


@hooks.register("on_serve_page")
def name_served(serve: Serve) -> Serve:
    def named(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        response = serve(page, request, args, kwargs)
        if isinstance(page, BasePage) and _is_own_address(page, request):
            name_read(request, response, page.translation_key)
        return response

    return named


def _is_own_address(page: BasePage, request: HttpRequest) -> bool:
    """Not one below it: a calendar file, a topic, a courtesy page. The front page is `/en/`."""
    return len(request.path_info.strip("/").split("/")) == page.depth - 1
