"""Documents in a story: a title in each language, and what readers will download."""

from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms.parts import PICTURES, Part


class DocumentBlock(Part):
    """The other language may have a file of its own: translators can choose another."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), help_text=_("What it is, for a reader."))
    note = blocks.CharBlock(
        label=_("Note"),
        required=False,
        help_text=_("Who wrote it, and in which language, if it is not this one."),
    )

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        document = value["document"]
        kind = PurePath(document.filename).suffix.lstrip(".").upper() if document else ""
        return context | {
            "url": document.url if document else "",
            "kind": kind,
            "size": document.file_size if document else None,
        }

    def example(self) -> dict[str, Any]:
        return {
            "document": None,
            "title": gettext("Letter to the mayor"),
            "note": gettext("From the neighbors’ council"),
        }

    class Meta:
        icon = "doc-full"
        group = PICTURES
        label = _("Document")
        description = _("A file to download; its type and size are told.")
        template = "blocks/document.html"
        preview_template = "blocks/previews/document.html"
