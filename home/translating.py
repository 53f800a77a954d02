"""Translating by program: the strings go through wagtail-localize, exactly as a
translator's would.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue


def translate(
    original: Any, language: str, words: Mapping[str, str], *, is_live: bool = True
) -> Any:
    """Translate a page or snippet into `language`, publish it there unless it is to be a draft, and
    return the translation.

    `words` maps each text of the original to its translation. Raises
    cms.publishing.TranslationIncomplete if one is missing.
    """
    locale = Locale.objects.get(language_code=language)
    data = {_as_data(text): _as_data(translated) for text, translated in words.items()}
    with transaction.atomic():
        source, _made = TranslationSource.update_or_create_from_instance(original)
        translation, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
        for segment in source.stringsegment_set.select_related("string", "context"):
            if segment.string.data in data:
                StringTranslation.objects.update_or_create(
                    translation_of=segment.string,
                    context=segment.context,
                    locale=locale,
                    defaults={"data": data[segment.string.data]},
                )
        if not _has_target(translation):
            translation.save_target(publish=False)
        translation.save_target(publish=is_live)
        return translation.get_target_instance()


def _as_data(text: str) -> str:
    """Texts with markup are strings already; plain ones are escaped as the library does it."""
    return text if "<" in text else StringValue.from_plaintext(text).data


def _has_target(translation: Translation) -> bool:
    source = translation.source
    model = source.specific_content_type.model_class()
    return model.objects.filter(
        translation_key=source.object_id, locale_id=translation.target_locale_id
    ).exists()
