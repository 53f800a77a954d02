"""Publishing: one check that every door calls before anything is written.

The doors, each with a test in tests/cms/test_doors.py: `publish()` of pages and snippets (bulk
actions, workflow approval, scheduling and the create form pass through it), the
`before_publish_page` hook (the stock editor never calls `publish()`), the admin page API, wagtail-
localize's target save (cms/localizing.py), and rows born live (`Guarded.save`, cms/guarding.py).
"""

import logging
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry
from wagtail_localize.models import StringTranslation, Translation

from cms.actors import Actor, acting_as, current_actor
from cms.comparing import repeated_texts

log = logging.getLogger(__name__)
SCHEDULE_LOCK = 7_301  # pg_advisory lock: two beats publish once


class PublicationRefused(Exception):
    """Publishing was refused before anything was written; `str()` tells the editor why."""

    def __init__(self, subject: Any, why: str):
        super().__init__(why)
        self.subject = subject


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


class AdaptationIncomplete(TranslationIncomplete):
    """A version that is written freely still has texts of its original."""


class DraftBehind(PublicationRefused):
    """The revision is older than its translated segments: it still holds the source text."""


class AliasRefused(PublicationRefused):
    """An alias would serve one language's text at the other's address."""

    def __init__(self, subject: Any):
        super().__init__(subject, _("A page cannot repeat another language's text. Translate it."))


def check_publication(subject: Any, *, user: Any = None, revision: Revision | None = None) -> None:
    """Raises a PublicationRefused unless `subject` (a page or a snippet) may go live now.

    `user` defaults to the current actor; `revision`, when given, must hold the translated text.
    """
    actor = user or current_actor()
    if actor is None:
        raise NobodyActing(subject, _("Nobody is signed in to publish this."))
    if isinstance(actor, AbstractBaseUser):
        _check_right(subject, actor)
    _check_lock(subject, actor)
    _check_workflow(subject)
    _check_translation(subject, revision)


def publish_due() -> int:
    """Publish scheduled revisions and retire expired pages; returns how many went live.

    A savepoint each: one that is refused stays due and holds nobody up.
    """
    published = 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SCHEDULE_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        with acting_as("schedule"):
            for page in Page.objects.live().filter(expire_at__lt=timezone.now()).specific():
                page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
            for revision in due.order_by("approved_go_live_at"):
                published += _publish_one(revision)
    return published


def _publish_one(revision: Revision) -> int:
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except PublicationRefused as refusal:
        log.info("revision %s stays due: %s", revision.pk, type(refusal).__name__)
        return 0
    return 1


def _check_right(subject: Any, user: AbstractBaseUser) -> None:
    if isinstance(subject, Page):
        allowed = subject.permissions_for_user(user).can_publish()
    else:
        policy = policy_registry.get(subject)
        allowed = policy.user_has_permission_for_instance(user, "publish", subject)
    if not allowed:
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


def _check_translation(subject: Any, revision: Revision | None) -> None:
    translations = Translation.objects.filter(
        source__object_id=subject.translation_key,
        target_locale_id=subject.locale_id,
    )
    translation = translations.order_by("-enabled").first()
    if translation is None:
        return
    if not translation.enabled:
        _check_adaptation(subject, revision)
        return
    total, done = translation.get_progress()
    if missing := total - done:
        raise TranslationIncomplete(subject, _missing_sentence(missing))
    if revision is not None and revision.created_at < _last_change(translation):
        raise DraftBehind(
            subject, _("The translation has changed since this draft. Publish it from its editor.")
        )


def _check_adaptation(subject: Any, revision: Revision | None) -> None:
    draft = revision.as_object() if revision else subject.get_latest_revision_as_object()
    if left := sum(not each.is_marked for each in repeated_texts(draft)):
        raise AdaptationIncomplete(subject, _repeated_sentence(left))


def _repeated_sentence(left: int) -> str:
    return ngettext(
        "%(count)d text is still the original's. Rewrite it, or mark it as the same in both.",
        "%(count)d texts are still the original's. Rewrite them, or mark them as the same in both.",
        left,
    ) % {"count": left}


def _missing_sentence(missing: int) -> str:
    return ngettext(
        "%(count)d piece of text is not translated yet.",
        "%(count)d pieces of text are not translated yet.",
        missing,
    ) % {"count": missing}


def _last_change(translation: Translation) -> datetime:
    strings = StringTranslation.objects.filter(
        translation_of__in=translation.source.stringsegment_set.values("string_id"),
        context__in=translation.source.stringsegment_set.values("context_id"),
        locale_id=translation.target_locale_id,
    )
    return strings.aggregate(last=Max("updated_at"))["last"] or translation.created_at
