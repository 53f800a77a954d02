"""Reviewing: whoever may not publish hands a page in; reviewers approve it or send it back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState

from cms.admitting import EntryRefused, check_writing
from cms.permitting import may_publish
from cms.publishing import TranslationIncomplete, missing_sentence, translation_of


class NoReview(EntryRefused):
    """No review stands over this page's place."""


class InReviewAlready(EntryRefused):
    """A review is running."""


@dataclass(frozen=True)
class Review:
    """How a page stands towards its review, as one person sees it."""

    page: Page
    missing: int
    is_running: bool
    since: datetime | None
    asked_by: str
    sent_back_with: str | None
    may_hand_in: bool
    task_state: TaskState | None  # the one that this person may decide, if any


def hand_in(page: Page, *, user: Any) -> None:
    """Save the newest translation as a draft and give the page to its reviewers.

    Raises an EntryRefused, or TranslationIncomplete: what is incomplete could not be approved.
    """
    check_writing(page, user)
    if page.workflow_in_progress:
        raise InReviewAlready(page, _("This is under review already."))
    workflow = page.get_workflow()
    if workflow is None:
        raise NoReview(page, _("No review is set up for this page. Tell an editor."))
    if missing := missing_pieces(page):
        raise TranslationIncomplete(page, missing_sentence(missing))
    with transaction.atomic():
        _save_draft(page, user)
        fresh = Page.objects.get(pk=page.pk).specific
        sent_back = fresh.current_workflow_state
        if sent_back and sent_back.status == WorkflowState.STATUS_NEEDS_CHANGES:
            sent_back.resume(user=user)
        else:
            workflow.start(fresh, user)


def missing_pieces(page: Page) -> int:
    """How many pieces of text are not translated yet; none for a page written by hand."""
    translation = translation_of(page)
    if translation is None:
        return 0
    total, done = translation.get_progress()
    return total - done


def review_of(page: Page, *, user: Any) -> Review:
    """What the desk of this page says about its review."""
    state = page.current_workflow_state
    is_running = state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS
    task_state = state.current_task_state if state is not None else None
    return Review(
        page=page,
        missing=missing_pieces(page),
        is_running=is_running,
        since=state.created_at if state is not None else None,
        asked_by=_name(state.requested_by) if state is not None else "",
        sent_back_with=task_state.comment if task_state is not None and not is_running else None,
        may_hand_in=not is_running and not may_publish(page, user) and page.has_workflow,
        task_state=task_state if is_running and _may_decide(page, task_state, user) else None,
    )


def _name(person: Any) -> str:
    return person.get_full_name() or person.get_username() if person is not None else "—"


def _may_decide(page: Page, task_state: TaskState | None, user: Any) -> bool:
    if task_state is None:
        return False
    actions = task_state.task.specific.get_actions(page, user)
    return any(name == "approve" for name, _label, _modal in actions)


def _save_draft(page: Page, user: Any) -> None:
    translation = translation_of(page)
    if translation is not None:
        translation.save_target(user=user, publish=False)
