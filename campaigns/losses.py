"""Losses: signatures that never came to count, by cause: their rows are gone, their numbers stay.

Written in batches where rows are deleted anyway, never by a signer.
"""

from collections import Counter
from collections.abc import Mapping

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

Key = tuple[int, str, str]  # petition, language, cause


class LossQuerySet(models.QuerySet):
    def add(self, numbers: Counter[Key]) -> None:
        """Within the caller's transaction, always in the same order."""
        for (petition_id, language, cause), number in sorted(numbers.items()):
            loss, _made = self.get_or_create(
                petition_id=petition_id, language=language, cause=cause
            )
            self.filter(pk=loss.pk).update(count=F("count") + number)

    def by_cause(self, petition: models.Model) -> Mapping[str, dict[str, int]]:
        """Numbers by cause and language."""
        found: dict[str, dict[str, int]] = {}
        rows = self.filter(petition=petition).values_list("cause", "language", "count")
        for cause, language, number in rows:
            found.setdefault(cause, {})[language] = number
        return found


class Loss(models.Model):
    """How many of one petition, language and cause."""

    class Cause(models.TextChoices):
        BOUNCED = "bounced", _("Bounced: their mail came back, or could not be delivered")
        MISTYPED = "mistyped", _("Mistyped: corrected by the signer, or no such mailbox")
        EXPIRED = "expired", _("Expired: nobody confirmed them in time")

    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="losses"
    )
    language = models.CharField(max_length=2)
    cause = models.CharField(max_length=8, choices=Cause)
    count = models.IntegerField(default=0)

    objects = LossQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "language", "cause"], name="one_loss_per_language_and_cause"
            )
        ]

    def __str__(self) -> str:
        return f"loss {self.pk}"
