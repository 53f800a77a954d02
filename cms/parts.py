"""What every part of a story shares: its group in the chooser, and an example of itself."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT, PICTURES, ACTION = _("Text"), _("Pictures, video, documents"), _("What readers can do")
LINE_FEATURES = ["bold", "italic", "link"]


class Fact:
    """A block whose value has no language: wagtail-localize carries it over as it stands.

    Without these two methods the library would offer it to translators as a text.
    """

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        return value


class Part(blocks.StructBlock):
    """A part of a story that shows editors, in their language, what it looks like."""

    def example(self) -> dict[str, Any]:
        """Neutral texts for the preview in the chooser."""
        raise NotImplementedError

    def get_preview_value(self) -> Any:
        return self.normalize(self.example())
