"""Releasing: what was ready goes live when nothing holds it, both versions in one transaction."""

import logging
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import LogContext
from wagtail.log_actions import log as log_action
from wagtail.log_actions import registry as log_registry
from wagtail.models import Revision

from cms.actors import current_actor
from cms.freshness import NOTHING_READY
from cms.gating import Held, Offer, is_releasing, ready_versions, releasing, story_of
from cms.pairs import Pair, Version, pair_of, version_of
from cms.refusing import PublicationRefused
from cms.sourcing import send_draft

log = logging.getLogger(__name__)


def settle(held: Held) -> bool:
    """Register what was held as ready, and release its pair if that was the last thing missing.

    Returns whether it is live now. Raises the PublicationRefused that stopped a release.
    """
    subject, revision = held.subject, held.revision or held.subject.get_latest_revision()
    if revision is None:
        return False
    with transaction.atomic():
        _register(subject, revision, _person(held.actor))
        if held.until is not None:
            Pair.objects.filter(pk=pair_of(subject).pk).update(embargo_at=held.until)
    released = release(pair_of(subject))
    return any(offer.revision == revision for offer in released)


def release(pair: Pair) -> list[Offer]:
    """Publish whatever of this pair is ready and held by nothing; returns what went live.

    Raises a PublicationRefused, and publishes nothing, when a version that must not go without
    the other is refused.
    """
    with transaction.atomic():
        pair = Pair.objects.select_for_update().get(pk=pair.pk)
        ready = ready_versions(pair)
        if not ready or (pair.embargo_at and pair.embargo_at > timezone.now()):
            return []
        going = story_of(pair, ready[0].ready_revision.content_object).going()
        who = {version.language: version.ready_by for version in ready}
        released = [offer for offer in going if _publish(pair, offer, who, alone=len(going) == 1)]
        if released and pair.embargo_at:
            Pair.objects.filter(pk=pair.pk).update(embargo_at=None)
        return released


def release_due() -> int:
    """Release every pair whose time has come; one that is held blocks no other. Returns how many
    versions went live.
    """
    waiting = Version.objects.exclude(ready_revision=None).values("translation_key")
    pairs = Pair.objects.filter(translation_key__in=waiting)
    count = 0
    for pair in pairs.exclude(embargo_at__gt=timezone.now()).order_by("embargo_at", "pk"):
        try:
            count += len(release(pair))
        except PublicationRefused as refusal:
            log.info("pair %s stays ready: %s", pair.pk, type(refusal).__name__)
    return count


def release_followers(subject: Any) -> None:
    """An original went live: the translation that waited for it follows, or stays ready."""
    pair = pair_of(subject)
    if is_releasing(pair) or subject.locale.language_code != pair.original:
        return
    try:
        release(pair)
    except PublicationRefused as refusal:
        log.info("pair %s stays ready: %s", pair.pk, type(refusal).__name__)


def agree(subject: Any, gate: str, embargo_at: datetime | None) -> None:
    """Set how and when both versions go live. What this frees goes live now; raises the
    PublicationRefused that holds it, after the agreement is kept.
    """
    pair = pair_of(subject)
    with transaction.atomic():
        Pair.objects.filter(pk=pair.pk).update(gate=gate, embargo_at=embargo_at)
        log_action(instance=subject, action="cms.pair", user=_person(current_actor()))
    release(pair)


def withdraw(subject: Any) -> None:
    """Take back what was registered as ready; the draft stays a draft."""
    Version.objects.filter(pk=version_of(subject).pk).update(**NOTHING_READY)


def scheduler_of(revision: Revision) -> AbstractBaseUser | None:
    """The person who gave this revision its time, else the one who wrote it."""
    logs = log_registry.get_logs_for_instance(revision.content_object)
    entry = logs.filter(action="wagtail.publish.schedule", revision=revision).exclude(user=None)
    last = entry.order_by("-timestamp").first()
    return last.user if last is not None else revision.user


def _publish(pair: Pair, offer: Offer, who: dict[str, Any], *, alone: bool) -> bool:
    language = offer.subject.locale.language_code
    wrote = offer.revision.user  # type: ignore[union-attr]
    by = who[language] or wrote or _person(current_actor())
    try:
        with transaction.atomic(), releasing(pair), LogContext(user=by):
            offer.revision.publish(user=who[language])  # type: ignore[union-attr]
    except PublicationRefused as refusal:
        if alone or pair.gate == Pair.Gate.TOGETHER or language == pair.original:
            raise
        log.info("pair %s stays ready: %s", pair.pk, type(refusal).__name__)
        return False
    return True


def _register(subject: Any, revision: Revision, person: AbstractBaseUser | None) -> None:
    version = version_of(subject)
    user = person or _person(current_actor()) or scheduler_of(revision)
    _unschedule(subject, revision)
    if version.ready_revision_id == revision.pk:
        return
    facts = {"ready_revision": revision, "ready_by": user, "ready_at": timezone.now()}
    Version.objects.filter(pk=version.pk).update(**facts)
    if subject.locale.language_code == pair_of(subject).original:
        send_draft(revision)
    log_action(instance=subject, action="cms.wait", user=user, revision=revision)


def _unschedule(subject: Any, revision: Revision) -> None:
    """The pair holds the time from now on, so that moving it moves both versions."""
    Revision.objects.for_instance(subject).update(approved_go_live_at=None)
    if revision.content.get("go_live_at"):
        revision.content["go_live_at"] = None
        revision.save(update_fields=["content"])
        drafts = type(subject)._default_manager.filter(pk=subject.pk, live=False)
        drafts.update(go_live_at=None)


def _person(actor: Any) -> AbstractBaseUser | None:
    return actor if isinstance(actor, AbstractBaseUser) else None
