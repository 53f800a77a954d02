"""Arranging: the blocks from which editors build the front page, once for both languages.

Chosen stories, campaigns and topics are named in one language and shown in each reader's own
(home/laying_out.py); the few words written here stand beside each other in both.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.languages import LANGUAGES, NATIVE_NAMES
from cms.parts import LINE_FEATURES
from home.exemplifying import Exemplified

MOST_BLOCKS = 16
MOST_CHOSEN = 6  # stories of one package
MOST_OF_TOPIC, USUAL_OF_TOPIC = 6, 4
MOST_LATEST, USUAL_LATEST = 12, 8
NEWS, ACTION, WORDS = _("Stories"), _("What readers can do"), _("Words")


class InBothBlock(blocks.StructBlock):
    """Words in both languages, or in none: a page never borrows the other's."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        missing = [code for code in LANGUAGES if not is_said(cleaned[code])]
        if 0 < len(missing) < len(LANGUAGES):
            error = ValidationError(_("Write it in both languages."))
            raise blocks.StructBlockValidationError(dict.fromkeys(missing, error))
        return cleaned


class TitleBlock(InBothBlock):
    en = blocks.CharBlock(label=NATIVE_NAMES["en"], required=False, max_length=80)
    es = blocks.CharBlock(label=NATIVE_NAMES["es"], required=False, max_length=80)


class TextsBlock(InBothBlock):
    en = blocks.RichTextBlock(label=NATIVE_NAMES["en"], features=[*LINE_FEATURES, "ul"])
    es = blocks.RichTextBlock(label=NATIVE_NAMES["es"], features=[*LINE_FEATURES, "ul"])


class LeadBlock(Exemplified, blocks.StructBlock):
    page = blocks.PageChooserBlock(
        "news.PostPage",
        label=_("Story"),
        required=False,
        help_text=_("Leave empty for the newest one."),
    )

    class Meta:
        icon = "pick"
        group = NEWS
        label = _("Lead story")
        description = _("One story, as large as the page; the next block stands beside it.")


class StoriesBlock(Exemplified, blocks.StructBlock):
    title = TitleBlock(label=_("Title"), required=False)
    pages = blocks.ListBlock(
        blocks.PageChooserBlock("news.PostPage", label=_("Story")),
        label=_("Stories"),
        min_num=1,
        max_num=MOST_CHOSEN,
    )

    class Meta:
        icon = "list-ol"
        group = NEWS
        label = _("Chosen stories")
        description = _("Stories that belong together, in your order.")


class TopicBlock(Exemplified, blocks.StructBlock):
    topic = SnippetChooserBlock("cms.Topic", label=_("Topic"))
    title = TitleBlock(
        label=_("Title"), required=False, help_text=_("Leave empty for the topic’s name.")
    )
    number = blocks.IntegerBlock(
        label=_("How many stories"), min_value=1, max_value=MOST_OF_TOPIC, default=USUAL_OF_TOPIC
    )

    class Meta:
        icon = "tag"
        group = NEWS
        label = _("Topic")
        description = _("The newest stories of a topic, and the way to all of them.")


class LatestBlock(Exemplified, blocks.StructBlock):
    number = blocks.IntegerBlock(
        label=_("How many stories"), min_value=1, max_value=MOST_LATEST, default=USUAL_LATEST
    )

    class Meta:
        icon = "time"
        group = NEWS
        label = _("Latest stories")
        description = _("The newest stories that stand nowhere above.")


class CampaignBlock(Exemplified, blocks.StructBlock):
    page = blocks.PageChooserBlock(
        "campaigns.CampaignPage",
        label=_("Campaign"),
        required=False,
        help_text=_("Leave empty for the newest open one."),
    )

    class Meta:
        icon = "edit"
        group = ACTION
        label = _("Campaign")
        description = _("A petition with its count, which stays fresh while the page is open.")


class TopicsBlock(Exemplified, blocks.StaticBlock):
    class Meta:
        icon = "tag"
        group = NEWS
        label = _("All topics")
        admin_text = _("Links to every topic.")
        description = _("Links to every topic.")


class TipBlock(Exemplified, blocks.StaticBlock):
    class Meta:
        icon = "comment"
        group = ACTION
        label = _("Tip line")
        admin_text = _("The tip line, in the words of this page’s tip line below.")
        description = _("The tip line, in the words of this page’s tip line below.")


class SubscribeBlock(Exemplified, blocks.StaticBlock):
    class Meta:
        icon = "mail"
        group = ACTION
        label = _("Subscribe")
        admin_text = _("The form for alerts by e-mail.")
        description = _("The form for alerts by e-mail.")


class TextBlock(Exemplified, blocks.StructBlock):
    title = TitleBlock(label=_("Title"), required=False)
    text = TextsBlock(label=_("Text"))

    class Meta:
        icon = "pilcrow"
        group = WORDS
        label = _("Text")
        description = _("A few words of the newsroom.")


class FrontBlock(blocks.StreamBlock):
    lead = LeadBlock()
    stories = StoriesBlock()
    topic = TopicBlock()
    latest = LatestBlock()
    topics = TopicsBlock()
    campaign = CampaignBlock()
    tip = TipBlock()
    subscribe = SubscribeBlock()
    text = TextBlock()

    class Meta:
        label = _("Front page")
        max_num = MOST_BLOCKS
        block_counts = {
            name: {"max_num": 1} for name in ("lead", "latest", "topics", "tip", "subscribe")
        }


def is_said(words: Any) -> bool:
    """Whether there are words: rich text has a source."""
    return bool(str(getattr(words, "source", words) or "").strip())
