"""Crediting: the line under each piece of the translation editor that says whose it is, or what
an address will be.
"""

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation

from cms.addressing import address_of, slip_in

TITLES = ("title", "name")  # what addresses are made of
GUEST = "guest:"  # before a guest's name in `tool_name`


def comment_of(translation: StringTranslation) -> str:
    """In place of the library's, which knows no guests, calls a machine a tool, says None of
    nobody, and writes English dates in every language.
    """
    if _may_be_address(translation) and (said := _said_of_address(translation)):
        return said
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


def _may_be_address(translation: StringTranslation) -> bool:
    """One word, and the address of its object; most pieces cost no query to tell."""
    is_word = len(translation.data.split()) == 1 and "<" not in translation.data
    return is_word and translation.context is not None and translation.context.path == "slug"


def _said_of_address(translation: StringTranslation) -> str:
    """What will become of what was typed, or how it misleads; empty if neither."""
    address = address_of(translation.data)
    if address != translation.data:
        return _("The address will be: %(address)s") % {"address": address}
    titles = StringTranslation.objects.filter(
        context__object_id=translation.context.object_id,
        context__path__in=TITLES,
        locale_id=translation.locale_id,
    )
    return str(slip_in(address, titles.values_list("data", flat=True).first() or "") or "")
