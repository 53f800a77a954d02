"""Starting what Wagtail starts by lines of script: the admin's content policy lets none run.

Choosers, calendars and inline panels come with such a line each, wagtail-localize's editor with
another. Here they say by an attribute what is to be started and with what, and
static/js/admin/starting.js, which knows the few names there are, starts it once it stands in the
page.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail import hooks
from wagtail.admin.widgets import (
    AdminDateInput,
    AdminDateTimeInput,
    AdminTimeInput,
    BaseChooser,
)
from wagtail.admin.widgets.workflows import AdminTaskChooser

CALENDARS = {
    AdminDateInput: "initDateChooser",
    AdminTimeInput: "initTimeChooser",
    AdminDateTimeInput: "initDateTimeChooser",
}
LINE = re.compile(r"<script(?:\s+type=\"text/javascript\")?\s*>.*?</script>", re.DOTALL)


def start(name: str, *given: Any) -> SafeString:
    """What is started by this name, with this."""
    attributes = name, json.dumps(given)
    return format_html('<span hidden data-starts="{}" data-starts-with="{}"></span>', *attributes)


def render_chooser(
    chooser: BaseChooser, name: str, value: Any, attrs: Any = None, renderer: Any = None
) -> SafeString:
    """In place of `BaseChooser.render`."""
    key, data = attrs["id"], chooser.get_value_data(value)
    page = mark_safe(chooser.render_html(name, data, attrs))  # noqa: S308 - a template's
    if isinstance(chooser, AdminTaskChooser):
        return page + start("createTaskChooser", key)
    return page + start(chooser.js_constructor, key, chooser.get_js_init_options(key, name, data))


def start_calendar(name: str, stock: Callable[..., dict[str, Any]]) -> Callable[..., dict]:
    """In place of a widget's `get_context`: its field says itself what it starts."""

    def get_context(self: Any, field: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = stock(self, field, value, attrs)
        said = context["widget"]["attrs"]
        said["data-starts"] = name
        said["data-starts-with"] = json.dumps([said.get("id", ""), self.get_config()])
        return context

    return get_context


def replace_lines() -> None:
    BaseChooser.render = render_chooser
    for widget, name in CALENDARS.items():
        widget.get_context = start_calendar(name, widget.get_context)
        widget.template_name = "django/forms/widgets/input.html"


def without_lines(page: str) -> SafeString:
    """What a library's template rendered, without the scripts that stand in it as text."""
    return mark_safe(LINE.sub("", page))  # noqa: S308 - only something less than it was


@hooks.register("insert_global_admin_js")
def start_by_name() -> SafeString:
    return format_html('<script src="{}"></script>', static("js/admin/starting.js"))
