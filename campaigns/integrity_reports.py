"""Integrity reports: a petition's numbers of one day, for everybody."""

from django.db import models


class IntegrityReport(models.Model):
    """The numbers of one day, as `campaigns/integrity.py` counts them. Whoever tries out what gets
    through learns nothing from it before the day is over.
    """

    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="integrity_reports"
    )
    day = models.DateField()
    numbers = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["petition", "day"], name="one_report_a_day")]

    def __str__(self) -> str:
        return f"integrity report {self.pk}"
