"""Holds: while a law or a court obliges us to keep what a petition holds, its clock stands still.

`Petition.held_since` says the same to readers' pages without a question to this table.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

RIGHT = "campaigns.pause_erasure"


class HoldQuerySet(models.QuerySet["Hold"]):
    def open(self) -> "HoldQuerySet":
        """Asked for or in force."""
        return self.filter(refused_at=None, ended_at=None)

    def in_force(self) -> "HoldQuerySet":
        return self.open().exclude(approved_at=None)


class Hold(models.Model):
    """Asked for by one person with a reason, in force once another one approved it.

    `covers_requests`: what signers ask to have erased waits too. Otherwise they are erased at once.
    """

    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="holds"
    )
    reason = models.CharField(max_length=500)
    covers_requests = models.BooleanField(default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause of an erasure")
        verbose_name_plural = _("pauses of erasures")
        default_permissions = ()
        permissions = [("pause_erasure", _("Can pause the erasure of names"))]
        constraints = [
            models.UniqueConstraint(
                fields=["petition"],
                condition=Q(refused_at=None, ended_at=None),
                name="one_open_hold_per_petition",
            )
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"


class WaitingErasure(models.Model):
    """A signer asked to be erased while a hold covers such requests: erased when it ends."""

    signature = models.OneToOneField(
        "campaigns.Signature", on_delete=models.CASCADE, related_name="waiting_erasure"
    )
    asked_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"waiting erasure {self.pk}"


def holds_requests(petition: Any) -> bool:
    """Whether what signers of this petition ask to have erased has to wait."""
    return Hold.objects.in_force().filter(petition=petition, covers_requests=True).exists()
