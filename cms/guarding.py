"""`Guarded`: what every page and draftable snippet shares so that nothing goes live unchecked."""

from typing import Any

from django.db import models

from cms.gating import Held
from cms.pairs import enrol
from cms.publishing import AliasRefused, check_publication
from cms.releasing import settle


class Guarded(models.Model):
    """Rows are born as drafts, whoever makes them, and `publish()` asks first."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """A new row is never live: adding, copying and submitting would otherwise publish."""
        is_new = self._state.adding
        if is_new:
            self.live = False
            self.has_unpublished_changes = True
            self.live_revision = None
            self.first_published_at = self.last_published_at = None
        saved = super().save(*args, **kwargs)
        if is_new:
            enrol(self)
        return saved

    def publish(self, revision: Any, user: Any = None, **kwargs: Any) -> None:
        """Publish a revision, with its other version where both were waiting for this one.

        Raises a cms.refusing.PublicationRefused before anything goes live. A cms.gating.Held
        among them has been registered as ready and follows by itself.
        """
        try:
            check_publication(self, user=user, revision=revision)
        except Held as held:
            if settle(held):
                return
            raise
        super().publish(revision, user=user, **kwargs)  # type: ignore[misc]

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        return super().copy(*args, **(kwargs | {"keep_live": False}))  # type: ignore[misc]

    def create_alias(self, *args: Any, **kwargs: Any) -> Any:
        raise AliasRefused(self)
