"""Snapshots: what readers may know of a petition's numbers by state, as of one day."""

from django.db import models
from django.utils import timezone

from campaigns.small_cells import LEAST, View


class AreaSnapshot(models.Model):
    """Rounded numbers by area that are safe to show; the newest one stands.

    All of them stay: each new one is weighed against everything that was ever shown. `parts` are
    the circles (campaigns/knowing_names.py) noted that day; the others stand as they were.
    """

    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="area_snapshots"
    )
    at = models.DateTimeField(default=timezone.now)
    total = models.IntegerField()  # exact, as everybody could see it at that moment
    cells = models.JSONField()  # area: signatures of all circles, each rounded down to tens
    parts = models.JSONField(default=dict)  # circle: {"total": exact, "cells": rounded}; for staff

    class Meta:
        ordering = ["petition", "at"]
        indexes = [models.Index(fields=["petition", "at"], name="area_snapshot_by_time")]

    def __str__(self) -> str:
        return f"snapshot {self.pk}"

    @property
    def views(self) -> dict[str, View]:
        """What was noted that day, by circle."""
        return {
            circle: View(part["cells"], part["total"], LEAST - 1)
            for circle, part in self.parts.items()
        }

    @property
    def rest(self) -> int:
        """Other places, and what rounding left over."""
        return max(0, self.total - sum(self.cells.values()))
