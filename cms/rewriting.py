"""Writing a text without a name where the name stood, past `save()`: no revision, no new date.

A date of change would make each translation look newer than the page that shows it.
"""

from typing import Any

from django.db import models
from django.db.models import Value
from django.db.models.functions import Cast
from taggit.models import Tag
from wagtail_localize.models import String, StringSegment, StringTranslation

from cms.finding_names import Place


def rewrite(place: Place) -> None:
    if place.model is Tag:
        Tag._base_manager.filter(pk=place.pk).delete()  # its address spells the name too
    elif place.model is String:
        _rewrite_string(place)
    else:
        place.model._base_manager.filter(pk=place.pk).update(**{place.column: _value(place)})


def _value(place: Place) -> Any:
    column = place.model._meta.get_field(place.column)
    if column.get_internal_type() == "JSONField":
        return Cast(Value(place.text), models.JSONField())
    return place.text[: getattr(column, "max_length", None) or None]


def _rewrite_string(place: Place) -> None:
    """A string is known by its hash; where the new text is a string already, they become one."""
    old = String.objects.get(pk=place.pk)
    new_hash = String._get_data_hash(place.text)
    twin = String.objects.filter(locale=old.locale, data_hash=new_hash).exclude(pk=old.pk).first()
    if twin is None:
        String.objects.filter(pk=old.pk).update(data=place.text, data_hash=new_hash)
        return
    StringSegment.objects.filter(string=old).update(string=twin)
    for translation in StringTranslation.objects.filter(translation_of=old):
        taken = StringTranslation.objects.filter(
            translation_of=twin, locale=translation.locale, context=translation.context
        )
        if not taken.exists():
            StringTranslation.objects.filter(pk=translation.pk).update(translation_of=twin)
    old.delete()
