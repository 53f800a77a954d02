"""How many signatures ran out unconfirmed: their rows are gone, their number stays."""

from collections import Counter

from django.db import models
from django.db.models import F


class ExpiryQuerySet(models.QuerySet):
    def add(self, numbers: Counter[int]) -> None:
        """Numbers by petition (id), within the caller's transaction."""
        for petition_id, number in sorted(numbers.items()):
            expiry, _made = self.get_or_create(petition_id=petition_id)
            self.filter(pk=expiry.pk).update(count=F("count") + number)

    def of(self, petition_id: int) -> int:
        return self.filter(petition=petition_id).values_list("count", flat=True).first() or 0


class Expiry(models.Model):
    petition = models.OneToOneField(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="expiry"
    )
    count = models.IntegerField(default=0)

    objects = ExpiryQuerySet.as_manager()

    def __str__(self) -> str:
        return f"expiry {self.pk}"
