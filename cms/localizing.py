"""wagtail-localize's target save, rewritten so that nothing reaches a live row unchecked.

Measured on 1.14.5: its own `create_or_update_translation` saves the live row before it publishes,
and a draft save overwrites the live page. Here a translation of something live becomes a revision
only.
"""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
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

from cms.addressing import kept_address
from cms.fingerprints import fingerprint
from cms.gating import Held
from cms.guarding import Guarded
from cms.pairs import Draft
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
    PublicationRefused before anything is written, when it may not go live; what only waits for
    its original or its time is kept as a draft that is ready, and told by a cms.gating.Held.
    """
    original: Any = source.as_instance()
    if not issubclass(type(original), Guarded):
        return stock_save(source, locale, user=user, publish=publish, **options)
    target, text = _target_of(source, locale), fingerprint(original)  # filling writes into it
    held = _held(target, user) if publish and target is not None else None
    with transaction.atomic():
        is_new = target is None
        target = target if target is not None else _new_target(original, locale)
        _fill(source, original, target, fallback=options.get("fallback", False))
        revision = _save_draft(source, target, user)
        TranslationLog.objects.create(source=source, locale=locale, revision=revision)
        Draft.objects.create(revision=revision, conveys=text)
        if publish and held is None:
            revision.publish(user=user)
    if held is not None:
        revision.publish(user=user)
    return target, is_new


def _held(target: Any, user: Any) -> Held | None:
    """What makes the target wait, if nothing refuses it: its draft is written nevertheless."""
    try:
        check_publication(target, user=user)
    except Held as held:
        return held
    return None


def _new_target(original: Any, locale: Locale) -> Any:
    """The original's schedule was made for the original; the pair knows the time of both."""
    target = original.copy_for_translation(locale)
    if getattr(target, "go_live_at", None) or getattr(target, "expire_at", None):
        target.go_live_at = target.expire_at = None
    return target


def _target_of(source: TranslationSource, locale: Locale) -> Any:
    try:
        return source.get_translated_instance(locale)
    except ObjectDoesNotExist:
        return None


def _fill(source: TranslationSource, original: Any, target: Any, *, fallback: bool) -> None:
    old = getattr(target, "slug", "")
    copy_synchronised_fields(original, target)
    segments = source._get_segments_for_translation(target.locale, fallback=fallback)
    ingest_segments(original, target, source.locale, target.locale, segments)
    if isinstance(target, Page):
        slug = kept_address(target.slug, old)
        target.slug = find_available_slug(target.get_parent(), slug, ignore_page_id=target.pk)
    elif old:
        target.slug = target.slug if target.slug.isascii() else kept_address(target.slug, old)


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
