"""The people who work in the newsroom."""

from typing import Any

from django.contrib.auth.models import AbstractUser

from users.invitations import Invitation
from users.sessions import StaffSession
from users.tries import Tries
from vault.auditing import note

__all__ = ["Invitation", "StaffSession", "Tries", "User"]


class User(AbstractUser):
    """A staff member. Its own class from the first migration, so that it can grow."""

    def __str__(self) -> str:
        return f"user {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new password ends every session, and is noted; the session of who changed their own
        begins anew with the key that Django gives it then.
        """
        is_changed = getattr(self, "_password", None) is not None and self.pk is not None
        super().save(*args, **kwargs)
        if is_changed:
            self.sessions.all().delete()
            note("staff.password_changed", self.pk)

    @property
    def called(self) -> str:
        """What colleagues read of them on a screen; `__str__` may stand in logs."""
        return self.get_full_name() or self.get_username()

    @property
    def speaks(self) -> str:
        """The language of their profile, empty where they chose none."""
        profile = getattr(self, "wagtail_userprofile", None)
        return str(profile.preferred_language)[:2] if profile else ""
