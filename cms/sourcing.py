"""What translators are given to translate, and which text of the original a draft conveys."""

from typing import Any

from wagtail.models import Revision
from wagtail_localize.models import Translation, TranslationSource

from cms.fingerprints import fingerprint
from cms.pairs import Draft, Pair, Version, pair_of, version_of


def original_of(subject: Any, pair: Pair | None = None) -> Any:
    """The pair's version in its original language, this one perhaps, or None where it is gone."""
    pair = pair or pair_of(subject)
    if subject.locale.language_code == pair.original:
        return subject
    return subject.get_translations().filter(locale__language_code=pair.original).first()


def live_text(subject: Any) -> str:
    """The fingerprint of what readers of this row get; empty while it is not live.

    Rows from before fingerprints were kept get theirs from the row as it stands.
    """
    row = type(subject)._default_manager.get(pk=subject.pk)
    if not row.live:
        return ""
    version = version_of(row)
    if not version.reflects and row.locale.language_code == pair_of(row).original:
        version.reflects = fingerprint(row)
        version.save(update_fields=["reflects"])
    return version.reflects


def segments_of(subject: Any) -> Translation | None:
    """The translation by segments behind this row; None for an original or an adapted text."""
    version = version_of(subject)
    if version.way == Version.Way.ADAPTED:
        return None
    return Translation.objects.filter(
        source__object_id=subject.translation_key,
        target_locale_id=subject.locale_id,
        enabled=True,
    ).first()


def conveyed_by(subject: Any, revision: Revision | None = None) -> str:
    """The fingerprint of the original's text that this draft of a translation was made from.

    Without a revision: what a draft made now would convey. Empty for an adapted text, whose
    writer reads the original.
    """
    translation = segments_of(subject)
    if translation is None:
        return ""
    if revision is not None:
        made = Draft.objects.filter(
            revision__base_content_type_id=revision.base_content_type_id,
            revision__object_id=revision.object_id,
            revision__created_at__lte=revision.created_at,
        ).exclude(conveys="")
        if draft := made.order_by("-revision__created_at").first():
            return draft.conveys
    return fingerprint(translation.source.as_instance())


def give_to_translators(instance: Any) -> bool:
    """Show translators this state of an original, live or not; returns whether anybody waits
    for it.

    `instance` may come from a revision: the library serialises what it is handed, not the row.
    """
    waiting = Translation.objects.filter(
        source__object_id=instance.translation_key,
        source__locale_id=instance.locale_id,
        enabled=True,
    )
    if not waiting.exists():
        return False
    TranslationSource.update_or_create_from_instance(instance)
    return True


def send_draft(revision: Revision) -> bool:
    """Give translators a draft of an original before readers have it, and remember that.

    Returns whether anybody translates it. Nothing is published, and the live row is not written.
    """
    draft = revision.as_object()
    if not give_to_translators(draft):
        return False
    text, published = fingerprint(draft), live_text(draft)
    Pair.objects.filter(pk=pair_of(draft).pk).update(sent_draft="" if text == published else text)
    return True
