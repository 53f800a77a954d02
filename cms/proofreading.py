"""Reviewing: whether readers see a machine's words that nobody has read yet."""

from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.log_actions import log
from wagtail_localize.models import StringTranslation, Translation

from cms.admitting import check_writing
from cms.pairs import Version, known_of, version_of


def awaiting(translation_key: Any, language: str) -> Version | None:
    """The version, if a machine drafted it and no person has read all of it since."""
    return (
        Version.objects.filter(translation_key=translation_key, language=language)
        .filter(Q(reviewed_at=None) | Q(reviewed_at__lt=F("machine_at")))
        .exclude(machine_at=None)
        .first()
    )


def is_unreviewed(page: Any) -> bool:
    """Does the live text of this page hold a machine's draft that nobody has read?"""
    version = known_of(page)
    drafted, reviewed = version.machine_at, version.reviewed_at
    if drafted is None or (reviewed is not None and reviewed >= drafted):
        return False
    # What went live before the machine drafted is a person's work.
    return page.last_published_at is None or page.last_published_at >= drafted


def mark_drafted(subject: Any, moment: Any) -> None:
    """A machine has drafted since `moment`; an earlier draft that nobody read keeps its time."""
    version = version_of(subject)
    if awaiting(version.translation_key, version.language) is None:
        Version.objects.filter(pk=version.pk).update(machine_at=moment, reviewed_at=None)


def mark_reviewed(subject: Any, *, by: Any) -> bool:
    """A person has read all of it. Raises an EntryRefused."""
    check_writing(subject, by)
    version = awaiting(subject.translation_key, subject.locale.language_code)
    if version is None:
        return False
    with transaction.atomic():
        Version.objects.filter(pk=version.pk).update(reviewed_at=timezone.now())
        log(instance=subject, action="hub.machine_reviewed", user=by)
    return True


def settle_published(sender: type, instance: Any, **kwargs: Any) -> None:
    """Published with every machine's string replaced by hand: nothing is left to review."""
    version = awaiting(instance.translation_key, instance.locale.language_code)
    if version is None:
        return
    translation = Translation.objects.filter(
        source__object_id=instance.translation_key,
        target_locale_id=instance.locale_id,
        enabled=True,
    ).first()
    if translation and not machine_strings(translation, since=version.machine_at).exists():
        Version.objects.filter(pk=version.pk).update(reviewed_at=timezone.now())


def machine_strings(translation: Translation, *, since: Any) -> Any:
    """A machine's strings among the page's pieces, drafted since that moment."""
    pieces = translation.source.stringsegment_set.get_translations(translation.target_locale)
    return pieces.filter(
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE, updated_at__gte=since
    )
