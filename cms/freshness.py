"""Freshness: what a publication means for the version in the other language.

An original whose text changed leaves its translations behind, unless the person who published it
called the change minor. A translation is fresh once it conveys what the original says.
"""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from cms.actors import current_actor
from cms.fingerprints import fingerprint
from cms.pairs import Draft, Pair, Version, pair_of, version_of
from cms.sourcing import conveyed_by, give_to_translators, live_text, original_of

ALIKE_KEPT = 50  # minor changes in a row after which the oldest wording counts as another text
NOTHING_READY: dict[str, None] = {"ready_revision": None, "ready_by": None, "ready_at": None}


def judge(revision: Revision, change: str) -> None:
    """Note what the change in this revision means for its translations. Raises ValueError for
    what is no answer.
    """
    Draft.objects.update_or_create(
        revision=revision, defaults={"change": Draft.Change(change).value}
    )


def change_of(revision: Revision | None) -> str:
    """How this revision's change was judged; where nobody was asked it needs translation."""
    draft = Draft.objects.filter(revision=revision).exclude(change="").first()
    return draft.change if draft else Draft.Change.TRANSLATE.value


def leaves_behind(revision: Revision) -> bool:
    """Whether publishing this revision changes an original that is live in another language
    too: the case in which a person is asked.
    """
    subject = revision.as_object()
    if subject.locale.language_code != pair_of(subject).original:
        return False
    published = live_text(subject)
    return bool(published) and fingerprint(subject) != published and bool(_live_others(subject))


def record_publication(subject: Any, revision: Revision) -> None:
    """Note what just went live; the only place where a version becomes stale or fresh."""
    with transaction.atomic():
        pair = Pair.objects.select_for_update().get(pk=pair_of(subject).pk)
        version = version_of(subject)
        Version.objects.filter(pk=version.pk).update(**NOTHING_READY)
        if subject.locale.language_code == pair.original:
            _record_original(pair, version, subject, revision)
        else:
            _record_translation(pair, version, subject, revision)


def _record_original(pair: Pair, version: Version, subject: Any, revision: Revision) -> None:
    before, text = version.reflects, fingerprint(subject)
    Version.objects.filter(pk=version.pk).update(reflects=text, stale_since=None, is_urgent=False)
    change = change_of(revision) if before else Draft.Change.TRANSLATE.value
    has_draft_out, is_minor = bool(pair.sent_draft), change == Draft.Change.MINOR
    if before != text:
        pair.same_as = [*pair.same_as, before][-ALIKE_KEPT:] if is_minor else []
        _leave_others_behind(subject, text, change)
        if before and _live_others(subject):
            _log(subject, "cms.change", revision, {"change": change})
    pair.sent_draft = ""
    pair.save(update_fields=["same_as", "sent_draft"])
    if has_draft_out or (before != text and not is_minor):
        give_to_translators(subject)


def _leave_others_behind(subject: Any, text: str, change: str) -> None:
    for other in _live_others(subject):
        _leave_behind(version_of(other), text, change)


def _leave_behind(other: Version, text: str, change: str) -> None:
    if other.reflects == text:
        other.stale_since, other.is_urgent = None, False
    elif change == Draft.Change.MINOR:
        other.reflects = other.reflects if other.stale_since else text
    else:
        other.stale_since = other.stale_since or timezone.now()
        other.is_urgent = other.is_urgent or change == Draft.Change.URGENT
    other.save(update_fields=["reflects", "stale_since", "is_urgent"])


def _record_translation(pair: Pair, version: Version, subject: Any, revision: Revision) -> None:
    original = original_of(subject, pair)
    published = live_text(original) if original is not None else ""
    conveyed = conveyed_by(subject, revision) or published
    if not conveyed and original is not None:
        conveyed = fingerprint(original)
    if not published or conveyed in {published, *pair.same_as}:
        version.reflects = published or conveyed
        version.stale_since, version.is_urgent = None, False
    else:
        version.reflects = conveyed
        version.stale_since = version.stale_since or timezone.now()
    version.save(update_fields=["reflects", "stale_since", "is_urgent"])


def _live_others(subject: Any) -> list[Any]:
    return list(subject.get_translations().filter(live=True))


def _log(subject: Any, action: str, revision: Revision, data: dict[str, Any]) -> None:
    actor = current_actor()
    user = actor if isinstance(actor, AbstractBaseUser) else None
    log(instance=subject, action=action, user=user, revision=revision, data=data)
