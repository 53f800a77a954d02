"""Measuring: a field that shows how long its text is beside what mail programs show of it."""

from typing import Any

from django import forms
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _


class MeasuredInput(forms.TextInput):
    """A line of text with a meter below it; without its script a line of text."""

    def __init__(self, *, best: int, attrs: dict[str, Any] | None = None):
        said = {"data-length-best": str(best), "data-length-label": _("Length")}
        super().__init__(attrs=said | (attrs or {}))

    @property
    def media(self) -> forms.Media:
        script: Any = Script("js/measuring.js", type="module")
        return forms.Media(js=[script])
