"""Rulings on an alert on its way: a language is closed or sent behind; a text was mended."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alerts.alerts import Alert


class Ruling(models.TextChoices):
    CLOSE = "close", _("Not sent in this language")
    BEHIND = "behind", _("Sent as it stands")


class LanguageRuling(models.Model):
    """Somebody ended the wait of a language, and said why.

    One that sends a text as it stands holds for that version of the alert: once it is mended, the
    language waits again.
    """

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="rulings")
    language = models.CharField(max_length=2)
    ruling = models.CharField(max_length=8, choices=Ruling)
    version = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("ruling on a language")
        verbose_name_plural = _("rulings on languages")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"ruling {self.pk}"


class Mending(models.Model):
    """The live text changed while the alert went out, or after.

    Whoever had a version before this one, in one of these languages, may get one short correction,
    once somebody asks for it.
    """

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="mendings")
    version = models.PositiveIntegerField()
    languages = ArrayField(models.CharField(max_length=2))
    # Languages among them whose own text still has to follow the original's.
    behind = ArrayField(models.CharField(max_length=2), default=list)
    at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mended text")
        verbose_name_plural = _("mended texts")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["alert", "version"], name="one_mending_a_version")
        ]

    def __str__(self) -> str:
        return f"mending {self.pk}"
