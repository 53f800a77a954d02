"""What allauth tells us, and we cannot call."""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from users.ending_sessions import end_sessions
from users.models import User
from users.second_factor import gave_second_factor, remember
from vault.auditing import note


@receiver(account.authentication_step_completed)
def mark_the_session(request: HttpRequest, user: User, method: str, **kwargs: Any) -> None:
    if method == "mfa":
        remember(request.session, user)


@receiver(account.user_logged_in)
def note_the_log_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    note("staff.logged_in", user.pk, by=user.pk)


@receiver(post_save, sender=Authenticator)
def take_up_a_factor(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """Whoever sets up their first one has just given it."""
    if not created or instance.type == Authenticator.Type.RECOVERY_CODES:
        return
    request, user = context.request, instance.user
    is_own = request is not None and request.user.pk == user.pk
    note("staff.factor_added", user.pk, by=user.pk if is_own else None, factor=instance.pk)
    if not is_own:
        return
    if not gave_second_factor(request):
        facts = {"id": instance.pk, "type": instance.type}
        record_authentication(request, user, "mfa", reauthenticated=True, **facts)
    end_sessions(user, by=user, but=request.session.session_key)


@receiver(factors.authenticator_removed)
def drop_a_factor(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    note("staff.factor_removed", user.pk, by=user.pk)
    end_sessions(user, by=user, but=request.session.session_key)


@receiver(factors.authenticator_reset)
def note_new_codes(request: HttpRequest, user: User, **kwargs: Any) -> None:
    note("staff.codes_renewed", user.pk, by=user.pk)
