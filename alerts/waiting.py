"""Who waits for a version: an address that is kept for one message and then forgotten."""

import uuid
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vault.sealing import house_keys, seal, unseal


def today() -> date:
    """The day (UTC) on which somebody asks."""
    return timezone.now().date()


class WaitingQuerySet(models.QuerySet["Waiting"]):
    def untold(self) -> "WaitingQuerySet":
        return self.filter(told_at=None)

    def told(self) -> "WaitingQuerySet":
        return self.exclude(told_at=None)


class Waiting(models.Model):
    """One address that asked for one version of one pair.

    `story_index` finds the address within this pair and language only, `day_index` among what it
    asked for on the same day; that one is emptied when the day is over. So nothing ties together
    what somebody waits for.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    translation_key = models.UUIDField(editable=False)
    language = models.CharField(max_length=2)
    sealed_address = models.BinaryField()
    story_index = models.BinaryField(max_length=32)
    day_index = models.BinaryField(max_length=32, null=True)
    created_on = models.DateField(default=today)
    told_at = models.DateTimeField(null=True)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiting reader")
        verbose_name_plural = _("waiting readers")
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "language", "story_index"],
                name="one_wish_per_address_and_version",
            )
        ]
        indexes = [
            models.Index(fields=["day_index"], name="waiting_day_index"),
            models.Index(fields=["created_on"], name="waiting_created_on"),
        ]

    def __str__(self) -> str:
        return f"waiting {self.pk}"

    @property
    def binding(self) -> str:
        return f"alerts.waiting|{self.public_id}|address"

    def seal_address(self, address: str) -> None:
        self.sealed_address = seal(address, keys=house_keys(), bound_to=self.binding)

    def address(self) -> str:
        """Raises vault.sealing.CannotUnseal."""
        return unseal(self.sealed_address, keys=house_keys(), bound_to=self.binding)
