"""What an alert is made of: only parts that a mail program can show."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.calling import only_web
from cms.parts import ACTION, PICTURES, TEXT

LETTER_TEXT = ["bold", "italic", "link", "ol", "ul"]


class LetterHeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        group = TEXT
        label = _("Heading")
        template = "alerts/blocks/heading.html"


class LetterTextBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        group = TEXT
        label = _("Text")
        template = "alerts/blocks/text.html"


class LetterPictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alternative = blocks.CharBlock(
        label=_("Alternative text"), help_text=_("What a reader who cannot see it should know.")
    )

    class Meta:
        icon = "image"
        group = PICTURES
        label = _("Picture")
        template = "alerts/blocks/picture.html"


class ButtonBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("What the button says"), max_length=60)
    url = blocks.URLBlock(label=_("Address"), validators=[only_web])

    class Meta:
        icon = "link"
        group = ACTION
        label = _("Button")
        template = "alerts/blocks/button.html"


class PostCardBlock(blocks.StructBlock):
    """The card of a post in the reader's own language; left out where there is none."""

    page = blocks.PageChooserBlock("news.PostPage", label=_("Post"))

    class Meta:
        icon = "doc-full"
        group = ACTION
        label = _("Post")
        template = "alerts/blocks/post_card.html"


class CampaignCardBlock(blocks.StructBlock):
    """The card of a campaign in the reader's own language, with its count when the mail leaves."""

    page = blocks.PageChooserBlock("campaigns.CampaignPage", label=_("Campaign"))

    class Meta:
        icon = "edit"
        group = ACTION
        label = _("Call to sign")
        template = "alerts/blocks/campaign_card.html"


class LetterBlock(blocks.StreamBlock):
    heading = LetterHeadingBlock()
    text = LetterTextBlock(features=LETTER_TEXT)
    picture = LetterPictureBlock()
    button = ButtonBlock()
    post = PostCardBlock()
    campaign = CampaignCardBlock()

    class Meta:
        label = _("Letter")
