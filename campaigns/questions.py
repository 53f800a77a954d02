"""Questions that readers of a petition ask before they sign, and their answers, by its editors."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

MOST = 12  # more than a page is read for


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(
        label=_("Answer"), features=["bold", "italic", "link", "ol", "ul"]
    )

    class Meta:
        icon = "help"
        label = _("Question and answer")


class QuestionsBlock(blocks.StreamBlock):
    question = QuestionBlock()

    class Meta:
        max_num = MOST
        required = False
