"""Wagtail's own doors that ask too little: copying shows any title, drafts can be deleted by all.

Its page chooser, too, lists the drafts of every place (8.0).
"""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.admitting import check_deleting, check_reading


@hooks.register("before_copy_page")
def check_copying(request: HttpRequest, page: Page) -> None:
    check_reading(page, request.user)


@hooks.register("before_delete_page")
def check_deleting_one(request: HttpRequest, page: Page) -> None:
    check_deleting(page, request.user)


@hooks.register("before_bulk_action")
def check_deleting_many(request: HttpRequest, kind: str, objects: list[Any], action: Any) -> None:
    for page in objects:
        if kind == "delete" and isinstance(page, Page):
            check_deleting(page, request.user)


@hooks.register("construct_page_chooser_queryset")
def hide_foreign_drafts(pages: Any, request: HttpRequest) -> Any:
    """A chooser offers what readers see, and of the drafts only those of one's own places."""
    mine = policy_registry.get_by_type(Page).explorable_instances(request.user)
    return pages.filter(Q(live=True) | Q(pk__in=mine.values("pk")))
