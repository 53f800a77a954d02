"""The review of a page, for the head of its segment editor."""

from typing import Any

from django import template
from wagtail.models import Page

from cms.reviewing import review_of

register = template.Library()


@register.inclusion_tag("cms/review_box.html", takes_context=True)
def review_box(context: dict[str, Any]) -> dict[str, Any]:
    """What stands between this page and its readers; nothing for a snippet."""
    subject, request = context["instance"], context["request"]
    review = review_of(subject, user=request.user) if isinstance(subject, Page) else None
    return {"review": review, "request": request}
