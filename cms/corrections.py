"""Corrections: dated sentences under a story or a campaign, told in every language at once."""

from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.languages import LANGUAGES
from cms.telling import Told, shown

LONGEST = 300  # characters: two short sentences


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def of(self, *translation_keys: UUID) -> "CorrectionQuerySet":
        """The standing ones of these pairs, newest first."""
        return self.standing().filter(translation_key__in=translation_keys)

    def standing(self) -> "CorrectionQuerySet":
        return self.filter(withdrawn_at=None)


class Correction(Told):
    translation_key = models.UUIDField(db_index=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(texts__has_keys=list(LANGUAGES)),
                name="correction_in_every_language",
            )
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"


def corrections_of(page: Any) -> list[dict[str, Any]]:
    """What a reader of this page is told, in the page's language, newest first. One query, or none
    after `cms.knowing.learn()`.
    """
    language, known = page.locale.language_code, page.__dict__.get("_corrections")
    rows = Correction.objects.of(page.translation_key) if known is None else known
    return [shown(each, language) for each in rows]
