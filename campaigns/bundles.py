"""Bundles: the names of a petition on their way to its target or to a partner, and who went out.

A bundle is asked for, approved or announced, built in portions, fetched, and gone after a week.
"""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

OFFICE = "office"
KEPT = timedelta(days=7)


class BundleQuerySet(models.QuerySet):
    def under_way(self) -> "BundleQuerySet":
        return self.filter(state__in=Bundle.UNDER_WAY)


class Bundle(models.Model):
    """One handing-over, of signatures up to the id `up_to`.

    `to` tells whose it is even after a partner's row is gone: `office` or `partner-7`.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("waits for a second person")
        ANNOUNCED = "announced", _("announced, waits a day")
        BUILDING = "building", _("being made")
        READY = "ready", _("ready")
        REFUSED = "refused", _("refused")
        FAILED = "failed", _("failed")
        EXPIRED = "expired", _("deleted")

    UNDER_WAY = (State.ASKED, State.ANNOUNCED, State.BUILDING)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="bundles"
    )
    partner = models.ForeignKey(
        "campaigns.Partner", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    to = models.CharField(max_length=40, default=OFFICE)
    recipient = models.CharField(max_length=120)
    age_recipient = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    builds_at = models.DateTimeField(null=True)
    up_to = models.BigIntegerField(default=0)
    worked_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)
    file_name = models.CharField(max_length=80, blank=True)
    file_size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    files = models.JSONField(default=list)
    numbers = models.JSONField(default=dict)

    objects = BundleQuerySet.as_manager()

    class Meta:
        permissions = [("export_signatures", "Can approve and fetch exports of signatures")]
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "to"],
                name="one_bundle_under_way",
                condition=Q(state__in=["asked", "announced", "building"]),
            )
        ]

    def __str__(self) -> str:
        return f"bundle {self.pk}"

    @property
    def is_for_partner(self) -> bool:
        return self.to != OFFICE

    @property
    def names(self) -> int:
        """How many names stand in it so far."""
        return sum(portion.names for portion in self.portions.all())

    @property
    def goes_at(self) -> datetime | None:
        """When its file is deleted."""
        return self.ready_at + KEPT if self.ready_at else None


class Portion(models.Model):
    """Up to 5,000 names of a bundle, written once and for all: another run continues after it.

    `files` holds {name, size, sha256}; `places` how many names stand under each `state|county`.
    """

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="portions")
    number = models.PositiveIntegerField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    names = models.PositiveIntegerField()
    files = models.JSONField(default=list)
    places = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["bundle", "number"], name="each_portion_once")
        ]

    def __str__(self) -> str:
        return f"portion {self.pk}"


class Handover(models.Model):
    """This signature went out in this bundle, as its row `row`; to each recipient once at most."""

    signature = models.ForeignKey(
        "campaigns.Signature", on_delete=models.CASCADE, related_name="handovers"
    )
    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="handovers")
    to = models.CharField(max_length=40)
    row = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signature", "to"], name="each_name_once_to_each")
        ]

    def __str__(self) -> str:
        return f"handover {self.pk}"
