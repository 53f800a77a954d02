"""Mailboxes that a correction left, so that correcting over and over floods none of them."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

LIFE = timedelta(days=7)  # as long as a pending row


class SlipQuerySet(models.QuerySet):
    def by_language(self, petition: models.Model) -> dict[str, int]:
        rows = self.filter(petition=petition).order_by().values_list("language")
        return dict(rows.annotate(number=models.Count("pk")))

    def old(self) -> "SlipQuerySet":
        return self.filter(made_at__lt=timezone.now() - LIFE)


class Slip(models.Model):
    """An address typed wrong, known only by its petition's keyed index; it may be left once."""

    petition = models.ForeignKey("campaigns.Petition", on_delete=models.CASCADE, related_name="+")
    email_index = models.BinaryField(max_length=32)
    language = models.CharField(max_length=2, db_default="en")  # of whoever corrected it
    made_at = models.DateTimeField(default=timezone.now)

    objects = SlipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["petition", "email_index"], name="an_address_left_once")
        ]
        indexes = [models.Index(fields=["made_at"], name="slip_to_forget")]

    def __str__(self) -> str:
        return f"slip {self.pk}"
