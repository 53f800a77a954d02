"""Collections: who gathered signatures in person, where and when; each signature names its own.

Their number stands beside the confirmed count and is never added to it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

RIGHT = "campaigns.collect_signatures"


class CollectionQuerySet(models.QuerySet):
    def with_numbers(self) -> "CollectionQuerySet":
        """Each with its `taken` (all its rows) and `counting` (those that count)."""
        counting = Count("signatures", filter=Q(signatures__counts=True))
        return self.annotate(taken=Count("signatures"), counting=counting)


class Collection(models.Model):
    """One rally of one petition, or one delivery of paper sheets or of a partner's list."""

    class Kind(models.TextChoices):
        RALLY = "rally", _("rally")
        PAPER = "paper", _("paper sheets")
        PARTNER = "partner", _("a partner's list")

    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.PROTECT, related_name="gatherings"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    partner = models.ForeignKey(
        "campaigns.Partner", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    collector = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    undo_asked_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        permissions = [("collect_signatures", _("Can collect signatures in person"))]

    def __str__(self) -> str:
        return f"collection {self.pk}"
