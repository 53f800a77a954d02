"""Whoever takes people along says who they are, at a console as at the log-in: by password and a
code of their second factor, and five wrong tries lock the name.
"""

from django.conf import settings

from users.codes import use_up
from users.models import User
from users.tries import count_try, forget_tries, tries_of
from vault.auditing import note


class NotProven(Exception):
    """Name, password and code are not those of one member of the staff."""


class NameLocked(NotProven):
    """Too many wrong tries; it opens by itself after a while."""


def proven(name: str, password: str, code: str) -> User:
    """Raises NotProven, NameLocked."""
    if tries_of(name) >= settings.AXES_FAILURE_LIMIT:
        raise NameLocked
    user = User.objects.filter(username=name, is_active=True).first()
    if user is not None and user.check_password(password) and use_up(user, code):
        forget_tries(name)
        return user
    is_locked = count_try(name) >= settings.AXES_FAILURE_LIMIT
    if user is not None:
        note("staff.refused", user.pk, locked=int(is_locked))
    raise NotProven
