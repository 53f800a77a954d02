"""Adapting: from segments to a free text that stays paired, and back."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail_localize.models import Translation

from cms.admitting import EntryRefused, check_ruling
from cms.models import Version
from cms.pairs import version_of
from cms.repeating import repeated_texts


class NotTranslated(EntryRefused):
    """There is no translation here that could be written freely, or be translated again."""


def adapt(subject: Any, *, by: Any) -> None:
    """From now on this version is written freely, beginning with what is translated so far.

    Raises an EntryRefused.
    """
    _turn(subject, by=by, way=Version.Way.ADAPTED)


def translate_again(subject: Any, *, by: Any) -> None:
    """Back to segments: their text is the new draft, the free text stays in the page's history.

    Raises an EntryRefused.
    """
    _turn(subject, by=by, way=Version.Way.TRANSLATED)


def mark_same(subject: Any, marks: Iterable[str], *, by: Any) -> None:
    """Of the draft's texts that its original has too, these are rightly the same in both."""
    check_ruling(subject, by)
    possible = {each.mark for each in repeated_texts(subject.get_latest_revision_as_object())}
    with transaction.atomic():
        version = Version.objects.select_for_update().get(pk=version_of(subject).pk)
        elsewhere = [mark for mark in version.same_in_both if mark not in possible]
        version.same_in_both = sorted({*elsewhere, *(possible & set(marks))})
        version.save(update_fields=["same_in_both"])
        log(instance=subject, action="hub.mark_same", user=by)


def _turn(subject: Any, *, by: Any, way: Version.Way) -> None:
    check_ruling(subject, by)
    is_free = way == Version.Way.ADAPTED
    try:
        with transaction.atomic():
            translation = _translation_of(subject, is_free=is_free)
            translation.save_target(user=by, publish=False)
            translation.enabled = not is_free
            translation.save(update_fields=["enabled"])
            version = version_of(subject)
            version.way = way
            version.save(update_fields=["way"])
            action = "hub.adapt" if is_free else "hub.translate_again"
            log(instance=subject, action=action, user=by)
    except ValidationError as error:
        raise EntryRefused(subject, " ".join(error.messages)) from error


def _translation_of(subject: Any, *, is_free: bool) -> Translation:
    """The translation to turn, locked against a second click."""
    found = (
        Translation.objects.select_for_update()
        .filter(
            source__object_id=subject.translation_key,
            target_locale_id=subject.locale_id,
            enabled=is_free,
        )
        .first()
    )
    if found is None:
        raise NotTranslated(subject, _("There is no translation here to turn."))
    return found
