"""The people who work in the newsroom."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A staff member. Its own class from the first migration, so that it can grow."""

    def __str__(self) -> str:
        return f"user {self.pk}"

    @property
    def called(self) -> str:
        """What colleagues read of them on a screen; `__str__` may stand in logs."""
        return self.get_full_name() or self.get_username()
