"""How many signatures ran out unconfirmed, and how many were deleted after their owners took them
back: their rows are gone, their number stays, so that an account of all that was received holds.
"""

from collections import Counter

from django.db import models
from django.db.models import F


class ExpiryQuerySet(models.QuerySet):
    def add(self, numbers: Counter[int]) -> None:
        """Numbers by petition (id), within the caller's transaction."""
        for petition_id, number in sorted(numbers.items()):
            expiry, _made = self.get_or_create(petition_id=petition_id)
            self.filter(pk=expiry.pk).update(count=F("count") + number)

    def add_taken_back(self, numbers: Counter[tuple[int, bool]]) -> None:
        """Numbers by petition (id) and whether in person, within the caller's transaction."""
        for (petition_id, is_in_person), number in sorted(numbers.items()):
            expiry, _made = self.get_or_create(petition_id=petition_id)
            column = "taken_back_in_person" if is_in_person else "taken_back_online"
            self.filter(pk=expiry.pk).update(**{column: F(column) + number})

    def taken_back(self, petition_id: int) -> tuple[int, int]:
        """Online and in person."""
        columns = ("taken_back_online", "taken_back_in_person")
        return self.filter(petition=petition_id).values_list(*columns).first() or (0, 0)

    def of(self, petition_id: int) -> int:
        return self.filter(petition=petition_id).values_list("count", flat=True).first() or 0


class Expiry(models.Model):
    petition = models.OneToOneField(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="expiry"
    )
    count = models.IntegerField(default=0)
    taken_back_online = models.IntegerField(default=0, db_default=0)
    taken_back_in_person = models.IntegerField(default=0, db_default=0)

    objects = ExpiryQuerySet.as_manager()

    def __str__(self) -> str:
        return f"expiry {self.pk}"
