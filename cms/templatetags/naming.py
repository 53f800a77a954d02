"""`{{ authors|linked_names }}`: names in a row, each a link to its page."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.naming import in_a_row

register = template.Library()


@register.filter
def linked_names(people: Sequence[dict[str, str]]) -> SafeString:
    links = [format_html('<a href="{}">{}</a>', each["url"], each["name"]) for each in people]
    return in_a_row([each["name"] for each in people], links)
