"""Who may publish what, asked of a row without publishing it."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from wagtail.models import Page
from wagtail.permissions import policy_registry

FRONT_PAGE_DEPTH = 2  # the root is 1; a front page has no parent of its language


def may_publish(subject: Any, user: AbstractBaseUser) -> bool:
    """Whether this person may publish this page or snippet in its language."""
    if isinstance(subject, Page):
        return subject.permissions_for_user(user).can_publish()
    policy = policy_registry.get(subject)
    return policy.user_has_permission_for_instance(user, "publish", subject)


def may_publish_all(subject: Any, user: AbstractBaseUser) -> bool:
    """Whether this person may publish every version of a pair, also one that is yet to be made."""
    if not all(may_publish(each, user) for each in subject.get_translations(inclusive=True)):
        return False
    if not isinstance(subject, Page) or subject.depth <= FRONT_PAGE_DEPTH:
        return True
    rooms = subject.get_parent().specific.get_translations(inclusive=True)
    return all(room.permissions_for_user(user).can_publish_subpage() for room in rooms)
