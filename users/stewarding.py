"""What one member of staff may do to another's way in."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from users.ending_sessions import end_sessions
from users.models import User
from vault.auditing import note

RIGHT = "users.change_user"


class NotYours(Exception):
    """Nobody resets themselves, and nobody but a superuser touches a superuser."""


def may_steward(steward: User, user: User) -> bool:
    """May they end sessions, take factors away and give a new link?"""
    if steward.pk == user.pk or not steward.has_perm(RIGHT):
        return False
    return steward.is_superuser or not user.is_superuser


def reset_factors(user: User, *, by: User | None) -> int:
    """Take all second factors and sessions away: they set one up at the next log-in.

    `by` is nobody at the console. Returns how many factors. Raises NotYours.
    """
    if by is not None and not may_steward(by, user):
        raise NotYours(user.pk)
    with transaction.atomic():
        count, _kinds = Authenticator.objects.filter(user=user).delete()
        note("staff.factors_reset", user.pk, by=by.pk if by else None, factors=count)
        end_sessions(user, by=by)
    return count
