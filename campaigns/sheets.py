"""Sheets: a list that was typed off paper or sent by a partner, on its way into signatures.

Its rows hold people who wait: they lie sealed under the petition's key, 500 to a part; a part goes
the moment it is taken in, and every part goes a day after the upload.
"""

import json
import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.keys import PetitionKeys
from vault.sealing import seal, unseal

PART_ROWS = 500
HOURS_KEPT = 24
HEADINGS = "headings"  # to what the first line is bound


class SheetQuerySet(models.QuerySet):
    def overdue(self) -> "SheetQuerySet":
        return self.filter(uploaded_at__lt=timezone.now() - timedelta(hours=HOURS_KEPT))


class Sheet(models.Model):
    """How an upload is read, and how far it is. No cell of it stands here in the clear."""

    class State(models.TextChoices):
        MAPPING = "mapping", _("columns to be named")
        RUNNING = "running", _("being taken in")
        DONE = "done", _("taken in")
        CANCELLED = "cancelled", _("stopped")
        LAPSED = "lapsed", _("too old")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    collection = models.OneToOneField(
        "campaigns.Collection", on_delete=models.PROTECT, related_name="upload"
    )
    state = models.CharField(max_length=12, choices=State, default=State.MAPPING)
    language = models.CharField(max_length=2)
    page = models.CharField(max_length=20, blank=True)
    collected_on = models.DateField(null=True)
    sealed_headings = models.BinaryField()
    columns = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)
    numbers = models.JSONField(default=dict)
    rows = models.PositiveIntegerField()
    rows_done = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField(default=timezone.now)

    objects = SheetQuerySet.as_manager()

    def __str__(self) -> str:
        return f"sheet {self.pk}"

    def bound_to(self, part: str) -> str:
        return f"campaigns.sheet|{self.public_id}|{part}"

    def sealed(self, keys: PetitionKeys, part: str, rows: list) -> bytes:
        return seal(json.dumps(rows), keys=keys.data, bound_to=self.bound_to(part))

    def opened(self, keys: PetitionKeys, part: str, sealed: bytes | memoryview) -> list:
        """Raises vault.sealing.CannotUnseal."""
        return json.loads(unseal(sealed, keys=keys.data, bound_to=self.bound_to(part)))


class SheetPart(models.Model):
    """Up to 500 rows of a sheet, sealed."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    sealed_rows = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="one_part_per_number")
        ]

    def __str__(self) -> str:
        return f"part {self.number} of sheet {self.sheet_id}"

    def rows(self, keys: PetitionKeys) -> list[list[str]]:
        """Raises vault.sealing.CannotUnseal."""
        return self.sheet.opened(keys, str(self.number), self.sealed_rows)
