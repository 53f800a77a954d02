"""What an alert is made of: only parts that a mail program can show.

Their templates here are those of the web version; those of the mail stand in
templates/alerts/mail/blocks, two for each part (alerts/writing.py).
"""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from alerts.cards import cards_in
from cms.calling import only_web
from cms.parts import ACTION, PICTURES, TEXT
from cms.picturing import picture_markup
from cms.shaping import BODY

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

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        picture = picture_markup(value["image"], value["alternative"] or "", place=BODY)
        return super().get_context(value, parent_context) | {
            "picture": picture,
            "credit": value["image"].credit if picture else "",
        }

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


class CardBlock(blocks.StructBlock):
    """Shows the page in the reader's own language; left out where there is none."""

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        page = value["page"] and context.get("cards", {}).get(value["page"].translation_key)
        return context | {"card": page and self.card(page, context.get("page"))}

    def card(self, page: Any, alert: Any) -> dict[str, Any]:
        raise NotImplementedError

    class Meta:
        abstract = True


class PostCardBlock(CardBlock):
    page = blocks.PageChooserBlock("news.PostPage", label=_("Post"))

    def card(self, page: Any, alert: Any) -> dict[str, Any]:
        return page.as_teaser()

    class Meta:
        icon = "doc-full"
        group = ACTION
        label = _("Post")
        template = "alerts/blocks/post_card.html"


class CampaignCardBlock(CardBlock):
    """With the count: of now on the web, of when its mail was written in a letter."""

    page = blocks.PageChooserBlock("campaigns.CampaignPage", label=_("Campaign"))

    def card(self, page: Any, alert: Any) -> dict[str, Any]:
        """Its link says on which alert's page it stands, so that signers can be counted by it."""
        card: dict[str, Any] = page.as_card()
        via = f"?via=p{alert.pk}" if getattr(alert, "pk", None) else ""
        return card | {"url": f"{card['url']}{via}"}

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

    def render_basic(self, value: Any, context: dict | None = None) -> SafeString:
        """With the pages that it shows, however many, in two queries."""
        cards = cards_in(value, get_language() or "")
        return super().render_basic(value, context={**(context or {}), "cards": cards})

    class Meta:
        label = _("Letter")
