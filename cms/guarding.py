"""`Guarded`: what every page and draftable snippet shares so that nothing goes live unchecked."""

from typing import Any

from django.db import models, transaction

from cms.indexing import Facts, index
from cms.pairs import enrol
from cms.publishing import AliasRefused, check_publication


class Guarded(models.Model):
    """Rows are born as drafts, whoever makes them, and `publish()` asks first."""

    # Under which kind the search finds it (cms/indexing.py); empty: it does not.
    search_kind = ""

    class Meta:
        abstract = True

    @transaction.atomic
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
        elif kwargs.get("update_fields") is None or "live" in kwargs["update_fields"]:
            index(self)
        return saved

    def search_facts(self) -> Facts:
        """What the search is to know; asked of live rows whose model has a `search_kind`."""
        raise NotImplementedError

    def publish(self, revision: Any, user: Any = None, **kwargs: Any) -> Any:
        """Publish a revision. Raises a cms.publishing.PublicationRefused before anything is
        written.
        """
        check_publication(self, user=user, revision=revision)
        return super().publish(revision, user=user, **kwargs)  # type: ignore[misc]

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        return super().copy(*args, **(kwargs | {"keep_live": False}))  # type: ignore[misc]

    def create_alias(self, *args: Any, **kwargs: Any) -> Any:
        raise AliasRefused(self)
