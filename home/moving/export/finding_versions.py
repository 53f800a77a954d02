"""How a page stands: live, waiting for its time, or a draft, in the words of WordPress.

A live page is told as readers have it. What is not live is told as its newest version, or as the
one that is about to go live.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.pairs import Pair, Version, known_of

PUBLISH, PRIVATE, FUTURE, PENDING, DRAFT = "publish", "private", "future", "pending", "draft"


@dataclass(frozen=True)
class Standing:
    """The version to be told; `at` only where it goes live at a time."""

    subject: Any
    status: str
    at: datetime | None = None


def standing_of(page: Any, pair: Pair | None) -> Standing:
    if page.live:
        return Standing(page, PRIVATE if _is_restricted(page) else PUBLISH)
    known = known_of(page)
    scheduled = page.scheduled_revision
    revision = known.ready_revision or scheduled or page.get_latest_revision()
    subject = revision.as_object() if revision else page
    at = _time_of(known, pair, scheduled)
    if at is not None and at > timezone.now():
        return Standing(subject, FUTURE, at)
    is_waiting = known.ready_revision is not None or page.workflow_in_progress
    return Standing(subject, PENDING if is_waiting else DRAFT)


def unpublished(page: Any) -> Standing | None:
    """The newest version of a live page, where it says what readers do not have yet."""
    revision = page.get_latest_revision() if page.live and page.has_unpublished_changes else None
    return Standing(revision.as_object(), DRAFT) if revision else None


def _time_of(known: Version, pair: Pair | None, scheduled: Any) -> datetime | None:
    if known.ready_revision is not None:
        return pair.embargo_at if pair else None
    return scheduled.approved_go_live_at if scheduled else None


def _is_restricted(page: Any) -> bool:
    above = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
    return PageViewRestriction.objects.filter(page__path__in=above).exists()
