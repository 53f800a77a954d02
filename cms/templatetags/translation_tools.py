"""What the translation editor offers beyond wagtail-localize's own buttons."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.crediting import GUEST
from cms.curating import GOES_ALONE
from cms.languages import language_name
from cms.permitting import may_publish
from cms.proofreading import awaiting

register = template.Library()


@register.inclusion_tag("cms/admin/translation_tools.html", takes_context=True)
def translation_tools(context: Context, translation: Translation, subject: Any) -> dict[str, Any]:
    """Links for who may edit, more for who may publish; whose work it is; a machine's mark."""
    key, language = subject.translation_key, translation.target_locale.language_code
    is_drafted = awaiting(key, language) is not None
    doors = [("hub_paste", _("Paste a whole text"))]
    if may_publish(subject, context["request"].user):
        doors.append(("hub_adapt", _("Write this version freely")))
        if isinstance(subject, Page):
            doors.append(("hub_guest_links", _("Guest links")))
    if is_drafted:
        doors.append(("hub_reviewed", _("I have read all of it")))
    return {
        "links": [
            {"url": reverse(name, args=[translation.pk]), "label": label} for name, label in doors
        ],
        "note": "" if isinstance(subject, Page) else GOES_ALONE,
        "is_drafted": is_drafted,
        "guests": _guests(translation),
    }


@register.simple_tag
def translation_heading(translation: Translation) -> str:
    """What stands over the pieces (static/js/translation_heading.js)."""
    return _("Translation from %(source)s into %(target)s") % {
        "source": language_name(translation.source.locale.language_code),
        "target": language_name(translation.target_locale.language_code),
    }


def _guests(translation: Translation) -> list[str]:
    pieces = translation.source.stringsegment_set.get_translations(translation.target_locale)
    tools = pieces.filter(tool_name__startswith=GUEST).values_list("tool_name", flat=True)
    return sorted({tool.removeprefix(GUEST) for tool in tools})
