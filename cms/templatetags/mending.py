"""The desk's doors on a page, for the one editor whose header has no buttons of its own."""

from typing import Any

from django import template

from cms.mending.doors import doors_of

register = template.Library()


@register.inclusion_tag("cms/mending/doors.html", takes_context=True)
def mending_doors(context: dict[str, Any], page: Any) -> dict[str, Any]:
    doors = doors_of(page, context["request"].user) if hasattr(page, "depth") else []
    return {"doors": [{"url": url, "label": label} for url, label, _icon in doors]}
