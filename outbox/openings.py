"""Openings: by which way and for which sender it is proved that mail arrives."""

import secrets
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_nonce() -> bytes:
    return secrets.token_bytes(16)


class Opening(models.Model):
    """One way of sending, with one sender's domain; open for broadcasts since `opened_at`."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    transport = models.CharField(max_length=280)
    domain = models.CharField(max_length=253)
    nonce = models.BinaryField(max_length=16, default=new_nonce, editable=False)
    asked_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        constraints = [
            models.UniqueConstraint(fields=["transport", "domain"], name="one_opening_of_a_way")
        ]

    def __str__(self) -> str:
        return f"opening {self.pk}"
