"""Live entries: what a live story says minute by minute, in the languages it has so far."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.telling import Told, shown

LONGEST = 2_000  # characters


class LiveEntryQuerySet(models.QuerySet["LiveEntry"]):
    def of(self, *translation_keys: UUID) -> "LiveEntryQuerySet":
        """The standing ones of these pairs, newest first."""
        return self.standing().filter(translation_key__in=translation_keys)

    def standing(self) -> "LiveEntryQuerySet":
        return self.filter(withdrawn_at=None)

    def told_in(self, language: str) -> "LiveEntryQuerySet":
        return self.filter(texts__has_key=language)


class LiveEntry(Told):
    translation_key = models.UUIDField(db_index=True, editable=False)
    # By language: the moment (ISO 8601) at which its text, not the other one, was last changed.
    corrected = models.JSONField(_("corrected"), default=dict, editable=False)

    objects = LiveEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("live entry")
        verbose_name_plural = _("live entries")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"live entry {self.pk}"

    @property
    def anchor(self) -> str:
        """The same in every language, so that a shared link survives the switch."""
        return f"entry-{self.pk}"

    def corrected_in(self, language: str) -> datetime | None:
        """When readers of this language last got another text than before; None if never."""
        moment = self.corrected.get(language)
        return datetime.fromisoformat(moment) if moment else None


def entries_of(page: Any) -> list[dict[str, Any]]:
    """What the page's language has of its live story, newest first. One query, or none after
    `cms.knowing.learn()`.
    """
    language, known = page.locale.language_code, page.__dict__.get("_entries")
    if known is None:
        standing = list(LiveEntry.objects.of(page.translation_key).told_in(language))
    else:
        standing = [each for each in known if language in each.texts]
    return [
        shown(each, language) | {"anchor": each.anchor, "corrected_at": each.corrected_in(language)}
        for each in standing
    ]
