"""Who may read tips: the role, and nothing that stands in for it. A superuser is no tip reader."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

from users.models import User

READ = "tips.read_tip"
THE_RIGHT = Q(content_type__app_label="tips", codename="read_tip")
BACKEND = "django.contrib.auth.backends.ModelBackend"


def tip_readers() -> QuerySet[User]:
    """Active people who were given the right, by a group or by themselves."""
    return User.objects.with_perm(READ, backend=BACKEND, include_superusers=False)


def reading_groups() -> QuerySet[Group]:
    """Whose people read tips."""
    return Group.objects.filter(permissions__in=Permission.objects.filter(THE_RIGHT))


def is_the_right(pk: int) -> bool:
    return Permission.objects.filter(THE_RIGHT, pk=pk).exists()


def is_tip_reader(user: Any) -> bool:
    """A superuser has every right by `has_perm`: theirs is looked up."""
    if not user.has_perm(READ):
        return False
    return not user.is_superuser or tip_readers().filter(pk=user.pk).exists()
