"""Publishing: one check that every door calls before anything is written.

The doors, each with a test in tests/cms/test_doors.py: `publish()` of pages and snippets (bulk
actions, workflow approval, scheduling and the create form pass through it), the
`before_publish_page` hook (the stock editor never calls `publish()`), the admin page API, wagtail-
localize's target save (cms/localizing.py), and rows born live (`Guarded.save`, cms/guarding.py).
"""

import logging
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import LogContext
from wagtail.models import Page, Revision
from wagtail_localize.models import Translation

from cms.actors import Actor, acting_as, current_actor
from cms.describing import check_pictures
from cms.fingerprints import fingerprint
from cms.gating import Held, check_gate
from cms.overriding import current_reason, note
from cms.permitting import may_publish, may_publish_all
from cms.refusing import PublicationRefused
from cms.releasing import release_due, scheduler_of, settle
from cms.repeating import repeated_texts
from vault.locks import Lock

log = logging.getLogger(__name__)


class NobodyActing(PublicationRefused):
    """No person and no service stands behind this publication."""


class RightMissing(PublicationRefused):
    """The actor may not publish this page, or not in this language."""


class Locked(PublicationRefused):
    """The page is locked for this actor."""


class WorkflowRunning(PublicationRefused):
    """A review is running; publishing would cancel it silently."""


class TranslationIncomplete(PublicationRefused):
    """Some segments have no translation: their source text would go live at this address."""

    may_be_overridden = True


class AdaptationIncomplete(TranslationIncomplete):
    """A version that is written freely still has texts of its original."""


class DraftBehind(PublicationRefused):
    """The revision does not hold what its segments say: perhaps still the source text."""


class AliasRefused(PublicationRefused):
    """An alias would serve one language's text at the other's address."""

    def __init__(self, subject: Any):
        super().__init__(subject, _("A page cannot repeat another language's text. Translate it."))


def check_publication(subject: Any, *, user: Any = None, revision: Revision | None = None) -> None:
    """Raises a PublicationRefused unless `subject` (a page or a snippet) may go live now.

    `user` defaults to the current actor; `revision`, when given, must hold the translated text.
    An actor who has said why (cms/overriding.py) passes what may be overridden.
    """
    actor = user or current_actor()
    if actor is None:
        raise NobodyActing(subject, _("Nobody is signed in to publish this."))
    if isinstance(actor, AbstractBaseUser):
        _check_right(subject, actor)
    _check_lock(subject, actor)
    _check_workflow(subject)
    translation = translation_of(subject)
    if translation is not None:
        _check_translation(subject, translation, revision, actor)
    elif was_translated(subject):
        _check_adaptation(subject, revision, actor)
    check_pictures(subject, translation, revision)
    try:
        check_gate(subject, actor, revision)
    except Held as held:
        held.actor = actor
        refuse(held, actor)


def refuse(refusal: PublicationRefused, actor: Actor | None) -> None:
    """Raise it, unless its kind may be overridden and the actor, who may, has said why."""
    is_passed = refusal.may_be_overridden and current_reason()
    if not is_passed or not may_override(refusal.subject, actor):
        raise refusal
    note(refusal.subject, kind=type(refusal).__name__, said=str(refusal))


def may_override(subject: Any, actor: Actor | None) -> bool:
    """Only a person may, and only one who may publish every version of the pair."""
    return isinstance(actor, AbstractBaseUser) and may_publish_all(subject, actor)


def translation_of(subject: Any) -> Translation | None:
    """The running translation whose target this page or snippet is, if it is one."""
    return Translation.objects.filter(
        source__object_id=subject.translation_key,
        target_locale_id=subject.locale_id,
        enabled=True,
    ).first()


def was_translated(subject: Any) -> bool:
    """Whether it began as a translation and is now written freely."""
    return Translation.objects.filter(
        source__object_id=subject.translation_key, target_locale_id=subject.locale_id
    ).exists()


def publish_due() -> int:
    """Release what pairs have ready, publish scheduled revisions and retire expired pages;
    returns how many went live.

    A savepoint each: one that is refused stays due and holds nobody up.
    """
    published = 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [Lock.PUBLISH_DUE])
        if not cursor.fetchone()[0]:
            return 0
        with acting_as("schedule"):
            for page in Page.objects.live().filter(expire_at__lt=timezone.now()).specific():
                page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            published += release_due()
            due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
            for revision in due.order_by("approved_go_live_at"):
                published += _publish_one(revision)
    return published


def _publish_one(revision: Revision) -> int:
    try:
        # The schedule acts; the history names the person who set it.
        with transaction.atomic(), LogContext(user=scheduler_of(revision)):
            revision.publish(log_action="wagtail.publish.scheduled")
    except Held as held:
        return _hand_to_its_pair(held)
    except PublicationRefused as refusal:
        log.info("revision %s stays due: %s", revision.pk, type(refusal).__name__)
        return 0
    return 1


def _hand_to_its_pair(held: Held) -> int:
    """The schedule has done its part; from now on the pair knows what this one waits for."""
    try:
        return int(settle(held))
    except PublicationRefused as refusal:
        log.info("a ready version stays due: %s", type(refusal).__name__)
        return 0


def _check_right(subject: Any, user: AbstractBaseUser) -> None:
    if not may_publish(subject, user):
        raise RightMissing(subject, _("You may not publish this page in this language."))


def _check_lock(subject: Any, actor: Actor) -> None:
    me = getattr(actor, "pk", None)
    if getattr(subject, "locked", False) and (me is None or subject.locked_by_id != me):
        raise Locked(subject, _("This page is locked. Ask for it to be unlocked first."))


def _check_workflow(subject: Any) -> None:
    if getattr(subject, "workflow_in_progress", False):
        raise WorkflowRunning(
            subject, _("A review of this page is running. Approve it or cancel it first.")
        )


def _check_translation(
    subject: Any, translation: Translation, revision: Revision | None, actor: Actor
) -> None:
    total, done = translation.get_progress()
    if missing := total - done:
        refuse(TranslationIncomplete(subject, missing_sentence(missing)), actor)
    if revision is not None and not _conveys(revision, translation):
        raise DraftBehind(
            subject, _("The translation has changed since this draft. Publish it from its editor.")
        )


def _check_adaptation(subject: Any, revision: Revision | None, actor: Actor) -> None:
    draft = revision.as_object() if revision else subject.get_latest_revision_as_object()
    if left := sum(not each.is_marked for each in repeated_texts(draft)):
        refuse(AdaptationIncomplete(subject, _repeated_sentence(left)), actor)


def _repeated_sentence(left: int) -> str:
    return ngettext(
        "%(count)d text is still the original's. Rewrite it, or mark it as the same in both.",
        "%(count)d texts are still the original's. Rewrite them, or mark them as the same in both.",
        left,
    ) % {"count": left}


def missing_sentence(missing: int) -> str:
    return ngettext(
        "%(count)d piece of text is not translated yet.",
        "%(count)d pieces of text are not translated yet.",
        missing,
    ) % {"count": missing}


def _conveys(revision: Revision, translation: Translation) -> bool:
    """Whether a revision says what the segments say; an older one brought back does not.

    The address is left out: it is made unique when the draft is saved.
    """
    held = revision.as_object()
    due = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    due.slug = held.slug
    return fingerprint(held) == fingerprint(due)
