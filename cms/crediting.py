"""Crediting: the line under each piece of the translation editor that says whose it is, or what
an address will be.
"""

from django.utils import formats
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation

from cms.addressing import address_of, slip_in

TITLES = ("title", "name")  # what addresses are made of
GUEST = "guest:"  # before a guest's name in `tool_name`

stock_comment = StringTranslation.get_comment


def comment_of(translation: StringTranslation) -> str:
    """As the library's, which knows no guests, calls a machine a tool, and says None of nobody."""
    if _may_be_address(translation) and (said := _said_of_address(translation)):
        return said
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
