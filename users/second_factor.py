"""Whether a person has a second factor, and whether this session gave it.

Recovery codes come with a factor and are none by themselves.
"""

from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from users.models import User
from users.sessions import SEEN

MARK = "second_factor"


def factors_of(user: User) -> "QuerySet[Authenticator]":
    rows = Authenticator.objects.filter(user=user)
    return rows.exclude(type=Authenticator.Type.RECOVERY_CODES).order_by("pk")


def has_second_factor(user: User) -> bool:
    return factors_of(user).exists()


def remember(session: SessionBase, user: User) -> None:
    """From now on this session has given what `user` has beside their password."""
    session[MARK] = user.pk
    see(session)


def see(session: SessionBase) -> None:
    """Once a day, so that the list of sessions can say which ones sleep."""
    today = timezone.localdate().isoformat()
    if session.get(SEEN) != today:
        session[SEEN] = today


def gave_second_factor(request: HttpRequest) -> bool:
    return request.session.get(MARK) == request.user.pk
