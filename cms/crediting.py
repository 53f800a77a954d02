"""Crediting: the line under each piece of the translation editor that says whose it is."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation

GUEST = "guest:"  # before a guest's name in `tool_name`


def comment_of(translation: StringTranslation) -> str:
    """In place of the library's, which knows no guests, calls a machine a tool, says None of
    nobody, and writes English dates in every language.
    """
    moment = timezone.localtime(translation.updated_at)
    facts = {"day": formats.date_format(moment, "SHORT_DATE_FORMAT")}
    tool = translation.tool_name
    if tool.startswith(GUEST):
        facts["name"] = tool.removeprefix(GUEST)
        return _("Translated by %(name)s (guest) on %(day)s") % facts
    if translation.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE:
        return _("Drafted by a machine (%(name)s) on %(day)s; please check") % (
            facts | {"name": tool}
        )
    if tool:
        return _("Translated with %(name)s on %(day)s") % (facts | {"name": tool})
    return _("Translated by hand on %(day)s") % facts if translation.translation_type else ""
