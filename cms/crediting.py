"""Crediting: the line under each piece of the translation editor that says whose it is."""

from django.utils import formats
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation

GUEST = "guest:"  # before a guest's name in `tool_name`

stock_comment = StringTranslation.get_comment


def comment_of(translation: StringTranslation) -> str:
    """As the library's, which knows no guests, calls a machine a tool, and says None of nobody."""
    day = formats.date_format(translation.updated_at, "SHORT_DATE_FORMAT")
    if translation.tool_name.startswith(GUEST):
        name = translation.tool_name.removeprefix(GUEST)
        return _("Translated by %(name)s (guest) on %(day)s") % {"name": name, "day": day}
    if translation.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE:
        return _("Drafted by a machine (%(name)s) on %(day)s; please check") % {
            "name": translation.tool_name,
            "day": day,
        }
    return str(stock_comment(translation) or "")
