"""Five wrong tries lock a name for a quarter of an hour, whoever tries, known or not.

django-axes asks and answers, this counts: its own handler would keep addresses, browsers and forms.
The count is in the database, so that an emptied cache forgives nothing.
"""

from collections.abc import Mapping
from typing import Any

from allauth.core import context
from axes.handlers.base import AbstractAxesHandler, AxesBaseHandler
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from users.models import User
from users.tries import count_try, forget_tries, tries_of
from vault.auditing import note


class CountingHandler(AbstractAxesHandler, AxesBaseHandler):
    """What axes asks of a handler, by the name that was typed and nothing else."""

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        return tries_of(_typed(credentials))

    def user_login_failed(
        self, sender: Any, credentials: dict, request: Any = None, **kwargs: Any
    ) -> None:
        """During a lock nothing is counted: it would never end for somebody who is awaited."""
        if request is None or request.axes_locked_out:
            return
        name = _typed(credentials)
        request.axes_locked_out = count_try(name) >= settings.AXES_FAILURE_LIMIT
        _note_refusal(name, is_locked=request.axes_locked_out)

    def user_logged_in(self, sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
        forget_tries(user.get_username())

    def user_logged_out(self, sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
        pass


def is_locked(user: User) -> bool:
    """If so, this request is answered 429, and it prolongs nothing."""
    request = context.request
    if AxesProxyHandler.is_allowed(request, {"username": user.get_username()}):
        return False
    request.axes_locked_out = True
    return True


def count_wrong_code(user: User) -> None:
    """A wrong code counts like a wrong password; with the fifth the request is answered 429."""
    credentials = {"username": user.get_username()}
    AxesProxyHandler.user_login_failed(
        sender=__name__, credentials=credentials, request=context.request
    )


def nowhere(request: HttpRequest) -> None:
    """In place of the address of the network."""


def say_locked(request: HttpRequest, *facts: Any) -> HttpResponse:
    """The kind page in the person's language."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    response = render(request, "users/locked.html", {"minutes": minutes}, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    response.headers["Cache-Control"] = "no-store"
    return response


def _typed(credentials: Mapping[str, Any] | None) -> str:
    return str((credentials or {}).get("username") or "")


def _note_refusal(name: str, *, is_locked: bool) -> None:
    """Of accounts only: a log that never shrinks must not grow with what strangers type."""
    user = User.objects.filter(username=name).first()
    if user is not None:
        note("staff.refused", user.pk, locked=int(is_locked))
