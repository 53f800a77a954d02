"""What a story is made of. No block that cannot be translated, and no raw HTML."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.models import card_of

RICH_TEXT = ["bold", "italic", "link", "document-link", "ol", "ul"]


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alternative = blocks.CharBlock(
        label=_("Alternative text"), help_text=_("What a reader who cannot see it should know.")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/image.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    who = blocks.CharBlock(label=_("Who said it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quote.html"


class KeyFactsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    items = blocks.ListBlock(blocks.RichTextBlock(features=["bold", "italic", "link"]))

    class Meta:
        icon = "list-ul"
        label = _("Key facts")
        template = "blocks/key_facts.html"


class CampaignCallBlock(blocks.StructBlock):
    """Calls for signatures; the target is named by a string, because news may not
    import campaigns.
    """

    text = blocks.CharBlock(label=_("What to ask of the reader"))
    page = blocks.PageChooserBlock("campaigns.CampaignPage", label=_("Campaign"))

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        context["card"] = card_of(value["page"], get_language())
        return context

    class Meta:
        icon = "edit"
        label = _("Call to sign")
        template = "blocks/campaign_call.html"


class StoryBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(label=_("Heading"), icon="title", template="blocks/heading.html")
    paragraph = blocks.RichTextBlock(
        label=_("Text"), features=RICH_TEXT, template="blocks/paragraph.html"
    )
    image = PictureBlock()
    quote = QuoteBlock()
    key_facts = KeyFactsBlock()
    campaign_call = CampaignCallBlock()

    class Meta:
        label = _("Story")


def text_of(story: blocks.StreamValue) -> str:
    """All that a story says, without markup, a line for each piece."""
    return "\n".join(story.stream_block.get_searchable_content(story))
