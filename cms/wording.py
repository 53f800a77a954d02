"""Parts of a story that are words: quotations, pull quotes and key facts."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.parts import LINE_FEATURES, TEXT, Part


class QuoteBlock(Part):
    text = blocks.TextBlock(label=_("Quotation"))
    who = blocks.CharBlock(label=_("Who said it"), required=False)

    def example(self) -> dict[str, Any]:
        return {
            "text": gettext(
                "We asked for a meeting three times. This time we brought our neighbors."
            ),
            "who": gettext("A resident, at the council meeting"),
        }

    class Meta:
        icon = "openquote"
        group = TEXT
        label = _("Quotation")
        description = _("Somebody’s words, which the story does not repeat.")
        template = "blocks/quote.html"


class PullQuoteBlock(Part):
    text = blocks.TextBlock(
        label=_("Sentence"), help_text=_("A sentence of the story, set large beside it.")
    )

    def example(self) -> dict[str, Any]:
        return {"text": gettext("Nobody came to listen, so they came to be heard.")}

    class Meta:
        icon = "pilcrow"
        group = TEXT
        label = _("Pull quote")
        description = _("A sentence of this story, set large to draw the eye.")
        template = "blocks/pull_quote.html"


class KeyFactsBlock(Part):
    title = blocks.CharBlock(label=_("Title"))
    items = blocks.ListBlock(
        blocks.RichTextBlock(features=LINE_FEATURES, label=_("Fact")), label=_("Facts")
    )

    def example(self) -> dict[str, Any]:
        facts = [
            gettext("The council votes on Tuesday."),
            gettext("Four of its seven members are new."),
        ]
        return {"title": gettext("In short"), "items": facts}

    class Meta:
        icon = "list-ul"
        group = TEXT
        label = _("Key facts")
        description = _("What a reader in a hurry should know.")
        template = "blocks/key_facts.html"
