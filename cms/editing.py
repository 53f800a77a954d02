"""Rights: who may work on a version, asked by every deed that changes one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.admitting import may_edit
from cms.permitting import may_publish
from cms.refusing import PublicationRefused


class EditingRefused(PublicationRefused):
    """The version may not be changed by this person or not now; nothing was written."""


def is_closed(subject: Any, user: Any = None) -> bool:
    """Locked or under review. A person may pass their own lock, a guest none."""
    if not isinstance(subject, Page):
        return False
    if user is None:
        return subject.get_lock() is not None or subject.workflow_in_progress
    return bool(subject.permissions_for_user(user).page_locked())


def check_editing(subject: Any, user: Any) -> None:
    """Raises PermissionDenied without the right to edit; EditingRefused while it is closed."""
    if not may_edit(subject, user):
        raise PermissionDenied
    if is_closed(subject, user):
        raise EditingRefused(subject, closed_sentence())


def check_deciding(subject: Any, user: Any) -> None:
    """As `check_editing`, for what only those may do who may publish in this language."""
    check_editing(subject, user)
    check_publisher(subject, user)


def check_publisher(subject: Any, user: Any) -> None:
    """Raises EditingRefused unless this person may publish in this language, locked or not."""
    if not may_publish(subject, user):
        raise EditingRefused(
            subject, _("Only somebody who may publish this page in this language can do that.")
        )


def closed_sentence() -> str:
    return _("This page is locked or under review, so its text cannot be changed now.")
