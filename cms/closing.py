"""Closing: a page of readers cannot be restricted, and one that is so all the same stays shut.

Wagtail asks for a password or an account then, and notes in the session who may pass; readers have
none. No door of the admin makes such a row. Where an import or an older site brought one, the page
is refused in a sentence.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks


@hooks.register("before_serve_page", order=-10)  # before Wagtail's own
def keep_shut(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Raises PermissionDenied."""
    if not hasattr(request, "session") and page.get_view_restrictions().exists():
        raise PermissionDenied
