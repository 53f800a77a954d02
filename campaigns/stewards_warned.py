"""What the stewards of a petition were warned of, so that nobody is warned twice of one thing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StewardWarning(models.Model):
    """One row for each petition and kind: the last of which they were told.

    `about` says of what: the moment of a proof, or whether an alarm is on. Empty: of nothing now.
    """

    class Kind(models.TextChoices):
        KEY_SOON = "key-soon", _("proof of the key due soon")
        KEY_OVERDUE = "key-overdue", _("proof of the key overdue")
        LANGUAGES = "languages", _("languages differ in what is marked")

    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="warnings"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    about = models.CharField(max_length=40, blank=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("warning of stewards")
        verbose_name_plural = _("warnings of stewards")
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "kind"], name="one_warning_per_petition_and_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.petition_id}"
