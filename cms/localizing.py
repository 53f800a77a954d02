"""wagtail-localize's target save, rewritten so that nothing reaches a live row unchecked.

Measured on 1.14.5: its own `create_or_update_translation` saves the live row before it publishes,
and a draft save overwrites the live page. Here a translation of something live becomes a revision
only.
"""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import (
    StringTranslation,
    TranslationContext,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.segments.ingest import ingest_segments

from cms.guarding import Guarded
from cms.publishing import check_publication

stock_save = TranslationSource.create_or_update_translation


def write_translation(
    source: TranslationSource,
    locale: Locale,
    user: Any = None,
    publish: bool = True,
    **options: Any,
) -> tuple[Any, bool]:
    """Write what is translated of `source` into `locale`; returns the target and whether it is new.

    Takes the place of the library's method, so its signature is the library's. Raises
    cms.publishing.PublicationRefused, before anything is written, when it may not go live.
    """
    original: Any = source.as_instance()
    if not issubclass(type(original), Guarded):
        return stock_save(source, locale, user=user, publish=publish, **options)
    target = _target_of(source, locale)
    if publish and target is not None:
        check_publication(target, user=user)
    with transaction.atomic():
        is_new = target is None
        target = target if target is not None else original.copy_for_translation(locale)
        _fill(source, original, target, fallback=options.get("fallback", False))
        revision = _save_draft(source, target, user)
        TranslationLog.objects.create(source=source, locale=locale, revision=revision)
        if publish:
            revision.publish(user=user)
    return target, is_new


def _target_of(source: TranslationSource, locale: Locale) -> Any:
    try:
        return source.get_translated_instance(locale)
    except ObjectDoesNotExist:
        return None


def _fill(source: TranslationSource, original: Any, target: Any, *, fallback: bool) -> None:
    copy_synchronised_fields(original, target)
    segments = source._get_segments_for_translation(target.locale, fallback=fallback)
    ingest_segments(original, target, source.locale, target.locale, segments)
    if isinstance(target, Page):
        target.slug = find_available_slug(
            target.get_parent(), slugify(target.slug), ignore_page_id=target.pk
        )


def _save_draft(source: TranslationSource, target: Any, user: Any) -> Any:
    """A revision; the row follows only while it is a draft, so readers never see an
    unchecked word.
    """
    try:
        if target._state.adding or not target.live:
            target.save()
        return target.save_revision(user=user)
    except ValidationError as error:
        _mark_errors(source, target.locale, error)
        raise


def _mark_errors(source: TranslationSource, locale: Locale, error: ValidationError) -> None:
    """Show each field's error beside its segment in the translation editor."""
    for field, errors in error.error_dict.items():
        context = TranslationContext.objects.filter(object=source.object, path=field).first()
        strings = source.stringsegment_set.filter(context=context).values("string_id")
        for translation in StringTranslation.objects.filter(
            translation_of_id__in=strings, context=context, locale=locale
        ):
            translation.set_field_error(errors)
