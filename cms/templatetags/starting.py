"""For templates that stand in the place of a library's: what cms/starting.py starts."""

import json

from django import template
from django.utils.safestring import SafeString

from cms.starting import start, without_lines

register = template.Library()
register.filter("without_lines", without_lines)


@register.simple_tag
def start_panel(name: str, options: str) -> SafeString:
    """`options` is JSON."""
    return start(name, json.loads(options))


@register.simple_tag
def start_with(name: str, **facts: str) -> SafeString:
    return start(name, facts)
