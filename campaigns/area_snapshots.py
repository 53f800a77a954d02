"""Snapshots: what readers may know of a petition's numbers by state, as of one day."""

from django.db import models
from django.utils import timezone

from campaigns.small_cells import LEAST, View


class AreaSnapshot(models.Model):
    """Rounded numbers by area that are safe to show; the newest one stands.

    All of them stay: each new one is weighed against everything that was ever shown.
    """

    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="area_snapshots"
    )
    at = models.DateTimeField(default=timezone.now)
    total = models.IntegerField()  # exact, as everybody could see it at that moment
    cells = models.JSONField()  # area: signatures, rounded down to tens

    class Meta:
        ordering = ["petition", "at"]
        indexes = [models.Index(fields=["petition", "at"], name="area_snapshot_by_time")]

    def __str__(self) -> str:
        return f"snapshot {self.pk}"

    @property
    def view(self) -> View:
        return View(self.cells, self.total, LEAST - 1)

    @property
    def rest(self) -> int:
        """Other places, and what rounding left over."""
        return self.total - sum(self.cells.values())
