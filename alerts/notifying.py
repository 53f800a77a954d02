"""Notifying: subscribers are told of a story when a person says so, ten minutes later, and in each
language as soon as that version is there and says what its original says.
"""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from alerts.matching import fresh_posts
from alerts.notices import HOLD, LeftOut, Notice
from cms.languages import LANGUAGES
from cms.rights import check_may_tell
from outbox.gathering import start
from outbox.models import Broadcast
from outbox.steering import NotPossible, cancel, open_languages
from users.models import User

KIND = "alerts.notice"
PATIENCE = timedelta(days=14)  # that a language is waited for; then its news is old
# Between the end of the hold and the first letter: what was taken back in time reached nobody, so
# the story may be told once more.
MARGIN = timedelta(seconds=3)


class AlreadyTold(Exception):
    """Subscribers were told of this story, or are about to be."""


class NothingToTell(Exception):
    """No version of the story can be read, or none that is up to date."""


class TooLate(Exception):
    """Everybody has it, or it was cancelled before."""


def notify(page: Page, *, by: User) -> Notice:
    """Tell subscribers of this story, after a hold. A language that is not ready follows by itself.

    Raises cms.publishing.RightMissing, NothingToTell or AlreadyTold.
    """
    check_may_tell(page, by)
    ready = ready_languages(page.translation_key)
    if not ready:
        raise NothingToTell(page.pk)
    leaves_at = timezone.now() + HOLD
    try:
        with transaction.atomic():
            notice = Notice.objects.create(
                translation_key=page.translation_key, by=by, leaves_at=leaves_at
            )
            start(KIND, notice.pk, languages=ready, not_before=leaves_at + MARGIN, by=by)
            _note(page, "alerts.notify", by)
    except IntegrityError as error:
        raise AlreadyTold(page.pk) from error
    return notice


def take_back(notice: Notice, page: Page, *, by: User) -> None:
    """Whoever has not got it does not get it. Raises cms.publishing.RightMissing or TooLate."""
    check_may_tell(page, by)
    with transaction.atomic():
        broadcast = broadcast_of(notice)
        if broadcast is None:
            raise TooLate(notice.pk)
        try:
            cancel(broadcast.pk)
        except NotPossible as error:
            raise TooLate(notice.pk) from error
        _note(page, "alerts.take_back", by)


def note_cancelled(broadcast: Broadcast) -> None:
    """Wherever somebody pressed: what was cancelled before it left does not stand."""
    Notice.objects.filter(pk=broadcast.subject_id, cancelled_at=None).update(cancelled_at=Now())


def leave_out(page: Page, *, is_left_out: bool, by: User) -> None:
    """Whether digests pass over this story. Raises cms.publishing.RightMissing."""
    check_may_tell(page, by)
    known = LeftOut.objects.filter(translation_key=page.translation_key)
    with transaction.atomic():
        if is_left_out and not known.exists():
            facts = {"defaults": {"by": by}}
            LeftOut.objects.get_or_create(translation_key=page.translation_key, **facts)
            _note(page, "alerts.leave_out", by)
        elif not is_left_out and known.delete()[0]:
            _note(page, "alerts.let_in", by)


def ready_languages(key: UUID) -> list[str]:
    """The languages in which the story can be told of right now."""
    return [code for code in LANGUAGES if fresh_posts(code).filter(translation_key=key).exists()]


def notice_of(key: UUID) -> Notice | None:
    """The one that stands; of those that were taken back in time there is nothing to say."""
    return Notice.objects.standing().filter(translation_key=key).first()


def broadcast_of(notice: Notice) -> Broadcast | None:
    return Broadcast.objects.filter(kind=KIND, subject_id=notice.pk).first()


def open_ready() -> None:
    """Languages that have become ready leave; what was waited for too long does not."""
    broadcasts = Broadcast.objects.under_way().filter(kind=KIND)
    notices = Notice.objects.in_bulk([row.subject_id for row in broadcasts])
    for broadcast in broadcasts:
        notice = notices[broadcast.subject_id]
        with suppress(NotPossible):
            if notice.leaves_at < timezone.now() - PATIENCE:
                cancel(broadcast.pk)
            else:
                open_for(broadcast, notice.translation_key)


def open_for(broadcast: Broadcast, key: UUID) -> None:
    """Raises NotPossible."""
    if ready := set(ready_languages(key)) - set(broadcast.languages):
        open_languages(broadcast.pk, ready)


def under_way(key: UUID) -> Broadcast | None:
    """The broadcast of this story's notice, if it has not ended."""
    notices = Notice.objects.filter(translation_key=key).values("pk")
    return Broadcast.objects.under_way().filter(kind=KIND, subject_id__in=notices).first()


def _note(page: Page, action: str, by: User) -> None:
    """Stands in the history of each version."""
    for version in page.get_translations(inclusive=True).specific():
        log(instance=version, action=action, user=by)
