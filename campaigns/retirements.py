"""The record of a petition's end: when it was over, and when its signers' identities went."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Retirement(models.Model):
    """One row for each petition. `begun_at` without `done_at`: the next tick goes on with it."""

    petition = models.OneToOneField(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="retirement"
    )
    closed_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    not_before = models.DateField(null=True)  # where it was over before the clock met it
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    rows_erased = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("retirement")
        verbose_name_plural = _("retirements")

    def __str__(self) -> str:
        return f"retirement {self.pk}"
