"""A story that holds every part there is, made from the parts themselves: a new one joins it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks import StoryBlock
from cms.models import Image
from cms.parts import Fact

TEXTS = (blocks.CharBlock, blocks.TextBlock)
FACTS = (
    Fact,
    blocks.URLBlock,
    blocks.DateTimeBlock,
    blocks.PageChooserBlock,
    ImageChooserBlock,
    DocumentChooserBlock,
)


def leaves(block: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every block that holds a value of its own, with where it stands."""
    if isinstance(block, blocks.ListBlock):
        yield from leaves(block.child_block, f"{path}.*")
    elif isinstance(block, blocks.BaseStreamBlock | blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from leaves(child, f"{path}.{name}".lstrip("."))
    else:
        yield path, block


def is_text(block: Any) -> bool:
    kinds = (*TEXTS, blocks.RichTextBlock)
    return isinstance(block, kinds) and not isinstance(block, FACTS)


def picture() -> Image:
    buffer = BytesIO()
    Pillow.new("RGB", (640, 480), "teal").save(buffer, "JPEG")
    file = ContentFile(buffer.getvalue(), name="square.jpg")
    image = Image(title="A square", credit="Ana", file=file)
    image.save()
    return image


def document() -> Any:
    file = ContentFile(b"%PDF-1.4 letter", name="letter.pdf")
    return get_document_model().objects.create(title="Letter", file=file)


class Sample:
    """Values for every leaf; texts say where they stand, in the words of one language."""

    def __init__(self, campaign: Any, word: str = "text"):
        self.word = word
        self.facts: dict[Any, Any] = {
            blocks.URLBlock: "https://vimeo.com/123456",
            blocks.DateTimeBlock: datetime(2026, 6, 1, 22, 30, tzinfo=UTC),
            blocks.PageChooserBlock: campaign,
            ImageChooserBlock: picture(),
            DocumentChooserBlock: document(),
            Fact: "(617) 555-0142",
        }

    def story(self, block: Any = None) -> list[tuple[str, Any]]:
        parts = (block or StoryBlock()).child_blocks
        return [(name, self.value(child, name)) for name, child in parts.items()]

    def value(self, block: Any, path: str) -> Any:
        if isinstance(block, blocks.ListBlock):
            return [self.value(block.child_block, f"{path}.{number}") for number in (1, 2)]
        if isinstance(block, blocks.BaseStructBlock):
            parts = block.child_blocks.items()
            return {name: self.value(child, f"{path}.{name}") for name, child in parts}
        if isinstance(block, blocks.RichTextBlock):
            return f"<p>{self.word} {path}</p>"
        if is_text(block):
            return f"{self.word} {path}"
        return next(value for kind, value in self.facts.items() if isinstance(block, kind))
