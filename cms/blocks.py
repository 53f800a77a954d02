"""What a story is made of. No block that cannot be translated, and no raw HTML.

Each kind of part lives in the module of its deed; a test walks every leaf of `StoryBlock`
(tests/cms/test_blocks.py) and fails for one that translators would never see.
"""

from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.attaching import DocumentBlock
from cms.calling import CallOfficeBlock, CampaignCallBlock, PetitionElsewhereBlock
from cms.embedding import EmbedBlock
from cms.inviting import EventBlock
from cms.noting import Notes
from cms.parts import TEXT
from cms.showing import GalleryBlock, PictureBlock
from cms.wording import KeyFactsBlock, PullQuoteBlock, QuoteBlock

RICH_TEXT = ["bold", "italic", "link", "document-link", "ol", "ul", "footnotes"]


class HeadingBlock(blocks.CharBlock):
    def get_preview_value(self) -> Any:
        return gettext("What the council decided")

    class Meta:
        icon = "title"
        group = TEXT
        label = _("Heading")
        description = _("The name of the section that follows.")
        template = "blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    def render(self, value: Any, context: dict | None = None) -> SafeString:
        """With its references numbered; where a page shows no notes they are left out."""
        notes = (context or {}).get("notes") or Notes([])
        return notes.number(super().render(value, context=context))

    def get_preview_value(self) -> Any:
        return self.normalize(
            gettext(
                "The doors opened at seven. By eight there was <b>no free seat</b> in the room."
            )
        )

    class Meta:
        icon = "pilcrow"
        group = TEXT
        label = _("Text")
        description = _("Paragraphs and lists, with links and emphasis.")
        template = "blocks/paragraph.html"


class StoryBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    paragraph = ParagraphBlock(features=RICH_TEXT)
    quote = QuoteBlock()
    pull_quote = PullQuoteBlock()
    key_facts = KeyFactsBlock()
    image = PictureBlock()
    gallery = GalleryBlock()
    embed = EmbedBlock()
    document = DocumentBlock()
    campaign_call = CampaignCallBlock()
    petition_elsewhere = PetitionElsewhereBlock()
    event = EventBlock()
    call_office = CallOfficeBlock()

    def render_basic(self, value: Any, context: dict | None = None) -> SafeString:
        """Each part in its place, knowing its own id: some have an address of their own."""
        around = context or {}
        return format_html_join(
            "\n",
            '<div class="w-block-{1} block-{1}">{0}</div>',
            [
                (child.render(context={**around, "block_id": child.id}), child.block_type)
                for child in value
            ],
        )

    class Meta:
        label = _("Story")


def text_of(story: blocks.StreamValue) -> str:
    """All that a story says, without markup, a line for each piece."""
    return "\n".join(story.stream_block.get_searchable_content(story))
