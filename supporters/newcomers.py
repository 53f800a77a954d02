"""Newcomers: who came with a list and has not been asked yet.

They are no supporters, and nothing is mailed to them but the one question (supporters/asking.py).
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from supporters.brought_lists import BroughtList
from supporters.days import today
from vault.sealing import house_keys, seal, unseal


class Newcomer(models.Model):
    """An address that waits for our question; it becomes a pending supporter, or goes."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sealed_address = models.BinaryField()
    address_index = models.BinaryField(max_length=32, unique=True, editable=False)
    language = models.CharField(max_length=2, blank=True)  # empty: asked in both
    region = models.CharField(max_length=6, blank=True, default="")
    rhythm = models.CharField(max_length=6)
    topics = models.JSONField(default=list)
    given_on = models.DateField(null=True)
    brought = models.ForeignKey(BroughtList, on_delete=models.CASCADE, related_name="newcomers")

    class Meta:
        verbose_name = _("newcomer")
        verbose_name_plural = _("newcomers")

    def __str__(self) -> str:
        return f"newcomer {self.pk}"

    @property
    def binding(self) -> str:
        return f"supporters.newcomer|{self.public_id}|address"

    def seal_address(self, address: str) -> None:
        self.sealed_address = seal(address, keys=house_keys(), bound_to=self.binding)

    def address(self) -> str:
        """Raises vault.sealing.CannotUnseal."""
        return unseal(self.sealed_address, keys=house_keys(), bound_to=self.binding)


class AskedDay(models.Model):
    """How many were asked on a day (UTC); its row is the lock of who asks."""

    day = models.DateField(unique=True, default=today)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("day of asking")
        verbose_name_plural = _("days of asking")

    def __str__(self) -> str:
        return f"asked on {self.day}"
