"""`Guarded`: what every page and draftable snippet shares so that nothing goes live unchecked."""

from typing import Any

from django.db import models, transaction

from cms.actors import current_actor
from cms.gating import Held
from cms.indexing import Facts, index
from cms.overriding import record
from cms.pairs import enrol
from cms.publishing import AliasRefused, check_publication
from cms.releasing import settle


class Guarded(models.Model):
    """Rows are born as drafts, whoever makes them, and `publish()` asks first."""

    # Under which kind the search finds it (cms/indexing.py); empty: it does not.
    search_kind = ""

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> Any:
        """A new row is never live: adding, copying and submitting would otherwise publish.

        Nor is it an alias: publishing its source would make it live in the source's language.
        """
        is_new = self._state.adding
        becomes_alias = is_new or "alias_of_id" in (kwargs.get("update_fields") or ())
        if becomes_alias and getattr(self, "alias_of_id", None):
            raise AliasRefused(self.alias_of.specific)  # type: ignore[attr-defined]
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

    def publish(self, revision: Any, user: Any = None, **kwargs: Any) -> None:
        """Publish a revision, with its other version where both were waiting for this one.

        Raises a cms.refusing.PublicationRefused before anything goes live. A cms.gating.Held
        among them has been registered as ready and follows by itself. What the actor overrides
        stands in the log.
        """
        try:
            check_publication(self, user=user, revision=revision)
        except Held as held:
            if settle(held):
                return
            raise
        super().publish(revision, user=user, **kwargs)  # type: ignore[misc]
        record(self, user=user or current_actor(), revision=revision)

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        return super().copy(*args, **(kwargs | {"keep_live": False}))  # type: ignore[misc]

    def create_alias(self, *args: Any, **kwargs: Any) -> Any:
        raise AliasRefused(self)
