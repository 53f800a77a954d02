"""Admitting: who may read and write a version, and who may send a text to translation.

Every deed that changes a version asks here.

The rule: translators work in one language only. Sending a draft to translation is the deed that
shows it to the translators, so it takes the right to edit the original. Whoever may edit the
target reads the original as it was sent, and nothing else of it: not its later drafts, not its
history. Writing stops where a page is locked by another, under somebody else's review, or
scheduled. Stopping the translation of a page makes it one written by hand, which goes live as its
editor says; so it takes the right to publish in that language.
"""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import ScheduledForPublishLock, WorkflowLock
from wagtail.models import LockableMixin, Page
from wagtail.permissions import policy_registry

from cms.permitting import may_publish
from cms.refusing import Refused


class EntryRefused(Refused):
    """This person may not work here now; nothing was read or written."""


class NotYours(EntryRefused):
    """The person may not edit this page or snippet, or not in this language."""


class OfEditors(EntryRefused):
    """Only who may publish in this language may do this."""


class Shut(EntryRefused):
    """A lock, a review or a schedule keeps this person from writing."""


def may_edit(subject: Any, user: Any) -> bool:
    if isinstance(subject, Page):
        return subject.permissions_for_user(user).can_edit()
    policy = policy_registry.get(subject)
    return policy.user_has_permission_for_instance(user, "change", subject)


def check_reading(subject: Any, user: Any) -> None:
    """Raises NotYours unless this person may edit this page or snippet, and so read its draft."""
    if not may_edit(subject, user):
        raise NotYours(subject, _("You may not edit this in this language."))


def check_writing(subject: Any, user: Any) -> None:
    """Raises an EntryRefused unless this person may change it now."""
    check_reading(subject, user)
    lock = subject.get_lock() if isinstance(subject, LockableMixin) else None
    if lock is not None and lock.for_user(user):
        raise Shut(subject, _why_shut(lock))


def _why_shut(lock: Any) -> str:
    if isinstance(lock, WorkflowLock):
        return _("This is under review. Only its reviewers may change it now.")
    if isinstance(lock, ScheduledForPublishLock):
        return _("This is scheduled to go live. Cancel the schedule first.")
    return _("Somebody has locked this. Ask for it to be unlocked first.")


def is_closed(subject: Any) -> bool:
    """Locked or under review: closed to guests, who hold no lock and review nothing."""
    if not isinstance(subject, LockableMixin):
        return False
    return subject.get_lock() is not None or getattr(subject, "workflow_in_progress", False)


def closed_sentence() -> str:
    return _("This page is locked or under review, so its text cannot be changed now.")


def check_ruling(subject: Any, user: Any) -> None:
    """Raises an EntryRefused unless this person may change how it is translated."""
    check_writing(subject, user)
    check_publisher(subject, user)


def check_publisher(subject: Any, user: Any) -> None:
    """Raises OfEditors unless this person may publish in this language, locked or not."""
    if not may_publish(subject, user):
        raise OfEditors(subject, _("Only those who may publish in this language may do this."))


def check_deleting(page: Page, user: Any) -> None:
    """Raises OfEditors unless this person may publish the page, or made it: work would be lost."""
    if page.owner_id != user.pk:
        check_publisher(page, user)


def check_subtree(page: Page, user: Any) -> None:
    """Raises NotYours unless this person may edit every page below this one too."""
    editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    if page.get_descendants().exclude(pk__in=editable.values("pk")).exists():
        raise NotYours(page, _("Some pages below this one are not yours to edit."))
