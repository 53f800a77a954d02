"""Below: what the frame around every page needs of a front page, in the statement that finds it.

The pages right below it are found by their kind: those kinds are few rows, however many stories
there are further down.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from wagtail.models import Page

from tips.lines import TipLine


def with_links(fronts: Any) -> Any:
    """Adds to front pages `links` (label, url, kind) and `below` (title, slug, in_menus), each in
    its order, and whether the newsroom `takes_tips` by its form.
    """
    kinds = ContentType.objects.get_for_models(*fronts.model.allowed_subpage_models()).values()
    below = (
        Page.objects.live()
        .filter(content_type__in=list(kinds), depth=OuterRef("depth") + 1)
        .filter(path__startswith=OuterRef("path"))
        .order_by("path")
        .values(data=JSONObject(title="title", slug="slug", in_menus="show_in_menus"))
    )
    follow_links = fronts.model._meta.get_field("follow_links").related_model._default_manager
    links = follow_links.filter(page=OuterRef("pk")).order_by("sort_order", "pk")
    told = links.values(data=JSONObject(label="label", url="url", kind="kind"))
    takes_tips = Exists(TipLine.objects.open())
    return fronts.annotate(
        links=ArraySubquery(told), below=ArraySubquery(below), takes_tips=takes_tips
    )


def offer_front(request: HttpRequest, fronts: Iterable[Any]) -> None:
    """Leave the front pages that were found already where the frame looks first."""
    request.fronts = {front.locale.language_code: front for front in fronts}  # type: ignore[attr-defined]


def offered_front(request: HttpRequest, language: str) -> Any:
    return getattr(request, "fronts", {}).get(language)
